"""Every limit, each with its reason."""

from typing import Final

MAX_REPORT_BYTES: Final = 4 * 1024 * 1024
"""A larger text is refused: the longest news texts are under 1 MB, and *War and Peace* has 3.2."""

SNIFFED_BYTES: Final = 64 * 1024
"""How much of a file tells its encoding: more costs seconds on a large one and tells nothing new."""

MAX_CONTROL_SHARE: Final = 0.02
"""A larger share of control characters is no text: terminal logs have below 1 %, programs above 10 %."""

LANGUAGE_SAMPLE: Final = 160
"""Code points, of a text's longest paragraph, that tell its language: more changed no answer on 3,000 articles."""

PARAGRAPH_SAMPLE: Final = 120
"""Code points of a paragraph that tell whether its language is the report's (`benchmarks/languages.py`)."""

APPROXIMATE_PERCENT: Final = 10
"""How far a figure given as approximate may lie from the true one. *About 1,000* against 1,100 is no contradiction;
against 1,200 it is: round numbers in news are given to one or two digits."""

DISPUTE_DAYS: Final = 1
"""Figures that exclude each other are for about the same time when they are of one day; within so many days where one
bears no day of its own: a relay appears on the day after. Further apart a different figure is a change over time."""

AGREEMENT_DAYS: Final = 14
"""Figures given within this many days of each other are for about the same time when they allow each other. Longer than
for disputes: a figure stays good until its origin moves it, while two that differ may both have been right."""

MAX_SECOND_SECONDS: Final = 30.0
"""A second reader that thinks longer about a sentence is not waited for."""

MAX_SECOND_BYTES: Final = 64 * 1024
"""A longer answer about one sentence is none."""

MAX_SECOND_SENTENCES: Final = 40
"""Sentences of one report that a second reader is asked about: a news text has fewer that the rules leave open."""

MAX_SECOND_SENTENCE: Final = 2000
"""Code points of a sentence that a second reader is asked about; longer ones are lists and tables."""

MAX_SECOND_WORDS: Final = 120
"""Code points of words that name an event or an origin."""

MAX_SECOND_FAILURES: Final = 3
"""After so many failures a second reader is asked nothing more: it is not there."""

MAX_DIGITS: Final = 30
"""Digits, with their separators, that can be one number: a longer run is a code. (Python itself refuses 4,300.)"""

MAX_CHUNK: Final = 16
"""Inputs that a worker is given at once: fewer spend their time on the way, more keep the ledger waiting."""

MAX_CHUNK_BYTES: Final = 512 * 1024
"""The same in bytes, for large pages."""

MAX_AHEAD_BYTES: Final = 32 * 1024 * 1024
"""Bytes of inputs that are read ahead of what is recorded: memory stays flat however large an archive is."""

MAX_ROUND: Final = 4096
"""Inputs that a distributed engine is given at once, with all that comes back of them."""

MAX_ROUND_BYTES: Final = 64 * 1024 * 1024
"""The same in bytes."""

MAX_ROUND_TRIES: Final = 3
"""How often an engine is given the same inputs before it counts as broken: a worker may die, a machine go."""

MAX_BATCH: Final = 64
"""Reports recorded in one transaction: beyond it waiting for the disk no longer shows."""

MAX_BATCH_SECONDS: Final = 0.25
"""A report that was read waits no longer than this for others to be recorded with it."""

STORY_DAYS: Final = 14
"""Reports on one place, or on one body of people, that lie within half of this are of one story; beyond the whole, only
if others lie between. News of a blast or a strike keeps coming for a week; the next one in the same town is another."""

STORY_CITY_DAYS: Final = 4
"""The same for a large city or a capital, which has several such stories a week."""

STORY_LASTING_DAYS: Final = 180
"""The same for people engaged somewhere for months (soldiers, hostages): a quarter of a year of silence parts."""

STORY_FIGURE_DAYS: Final = 8
"""The same for one and the same figure of one event in one country, and for people of one calling there (miners)."""

STORY_SMALLEST_FIGURE: Final = 5
"""A smaller figure is told of too many things in a week to join two reports."""

SIDE_BY_SIDE: Final = 400
"""Code points of a text within which two figures stand side by side: two sentences, as where a text contrasts them."""

SHINGLE_WORDS: Final = 5
"""Words compared as one when looking for copies: fewer are common phrases, more lose a sentence at one change."""

SHORTEST_COPY: Final = 9
"""Words of the shortest sentence that can be known for a copy: shorter ones two reporters may write alike."""

COPIED_SHARE: Final = 0.6
"""Share of a sentence's shingles that an earlier report must have: one word changed of twenty leaves 0.69."""

MAX_PAGE_BYTES: Final = 16 * 1024 * 1024
"""A larger page is refused: pages saved with their pictures inside have 2 to 10 MB, of which the text is 1 %."""

MAX_PAGE_CHARACTERS: Final = 4 * 1024 * 1024
"""Of a page without its pictures: live blogs of a whole day have 2 million."""

MAX_ELEMENTS: Final = 30_000
"""Of a page: live blogs of a day have 20,000; extraction takes 30 µs an element, and a second must do."""

MAX_ATTRIBUTES: Final = 1_000
"""Of a tag: the parser's time grows with their square; no page that was met had more than 100."""

MAX_LINKED_DATA: Final = 1024 * 1024
"""Characters of a JSON-LD block that is parsed: a whole article body in it has 50,000."""

MAX_LINKED_NODES: Final = 200
"""Nodes of a page's JSON-LD that are looked at: breadcrumbs and lists of a front page have 100."""

MAX_META: Final = 5_000
"""Characters of a meta element that is believed."""

MAX_NAME: Final = 300
"""Characters of an author's or outlet's name that are kept."""

MAX_TITLE: Final = 500
"""Characters of a title that are kept: the longest headline of 3,000 has 180."""

MAX_CAPTION: Final = 1_000
"""Characters of a caption: what is longer is text that a page's maker put under a picture."""

MAX_MAIL_PARTS: Final = 200
"""Parts of a mail that are looked at for its text."""

MAX_CAPTIONS: Final = 200
"""Captions of a page that are looked at: picture series have 100."""

CHUNK: Final = 64 * 1024
"""Bytes read at a time."""

FREE_BYTES: Final = 8 * 1024 * 1024
"""What packed data may unpack to, whatever its own size: a large page."""

MAX_RATIO: Final = 100
"""Beyond that, how many times its own size packed data may have: prose packs 3 to 5 times, pages 5 to 15, logs 50."""

MAX_UNPACKING_MEMORY: Final = 32 * 1024 * 1024
"""What an unpacker may ask for: zstd's and xz's highest common levels need 8 and 32 MiB."""

MAX_DEPTH: Final = 4
"""Archives inside archives: a WARC in gzip in a WACZ in a folder's zip."""

MAX_MEMBERS: Final = 50_000
"""Members of one archive: a month of a large newspaper."""

MAX_LINE_BYTES: Final = 8 * 1024 * 1024
"""Of a line of JSON: the longest report, with every character escaped as two."""

MAX_FEED_BYTES: Final = 16 * 1024 * 1024
"""Of a feed or a JSON list: feeds with whole articles have 2 MB."""

MAX_ENTRIES: Final = 10_000
"""Entries of one feed: a feed that has more never ends."""

MAX_NESTED_BYTES: Final = 64 * 1024 * 1024
"""Of a zip or a WARC inside something that can only be read forward: it is held in memory."""

MAX_REDIRECTS: Final = 5
"""From one address to the next: http to https, to www, to the page, to its canonical form, and one more."""

CONNECT_SECONDS: Final = 10.0
"""Until a server answers at all, and until its name is resolved."""

READ_SECONDS: Final = 15.0
"""Between two packets of an answer."""

FETCH_SECONDS: Final = 60.0
"""For one address with all its redirects: an answer that drips does not hold the others up."""

PORTS: Final = frozenset((80, 443, 8080, 8443))
"""Where pages are served; another port of a public address may be something that should not be spoken to."""

MAX_ROBOTS_BYTES: Final = 512 * 1024
"""Of a robots.txt that is read: RFC 9309 asks for 500 KiB at least."""

HOST_SECONDS: Final = 2.0
"""Between two requests to one host, where its robots.txt asks for no longer."""

MAX_CRAWL_DELAY: Final = 30.0
"""What a robots.txt may ask for: a host that asks for an hour is not watched to any use."""

WATCH_SECONDS: Final = 900.0
"""Between two looks at a feed: newsrooms publish every few minutes, feeds are cached for 5 to 15."""

MAX_TRIES: Final = 3
"""How often a page that could not be reached is tried, in as many rounds."""

MAX_FEEDS: Final = 5_000
"""Feeds of one outline."""

MAX_COMPARED_WORDS: Final = 5_000
"""Of two reports whose changes are listed: the comparison's time grows with their product."""

MAX_SHARING: Final = 8
"""Reports that are looked at for each key of near-copies: of a text that comes in more versions, the first."""

MAX_COPIES: Final = 20
"""Earlier reports that a new one is compared with word by word: the closest by their keys."""

MAX_LINES: Final = 100_000
"""Of a text: a book of 4 MB wrapped at 40 characters."""

MAX_PARAGRAPHS: Final = 10_000
"""Of a text: a live blog of a day has 2,000; each is looked at for 50 µs."""

MAX_MAIL_HEADER: Final = 16 * 1024
"""Characters of one header of a mail: the parser's time grows with the square of some of them."""

MOST_MET: Final = 100_000
"""Words, and stretches of text between spaces, that are kept with what was found out of them: 3,000 articles have
60,000 and 120,000 different ones, and those kept take some 20 MB."""

MAX_UPLOAD_BYTES: Final = 64 * 1024 * 1024
"""Of what a browser sends at once: several hundred saved pages; it is held in memory while it is read."""
