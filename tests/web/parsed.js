// Fetches pages and parses them as the browser would, without running anything: what in them is none of ours, that is,
// elements that load or run, handlers of events, and addresses that lead elsewhere. It takes addresses or whole pages.
async (given) => {
  const wrong = [];
  const left = [...given];
  const forbidden = [
    "iframe, object, embed, base, style, frame, video, audio, source, math, portal, template, animate, set, foreignObject",
    "body script, head script:not([src^='/static/']), head script:nth-of-type(n+3)",
    "body link, body meta, link:not([href^='/static/']), meta[http-equiv]",
    "[style], [srcdoc], [ping], [formaction], [autofocus], form:not([action^='/'])",
  ].join();
  const leading = ["href", "src", "action", "data", "poster", "background", "hx-get", "hx-post", "xlink:href"];
  const looked = (name, page) => {
    for (const one of page.querySelectorAll(forbidden)) wrong.push(`${name}: ${one.outerHTML.slice(0, 200)}`);
    for (const one of page.querySelectorAll("*")) {
      for (const { name: key, value } of one.attributes) {
        const inside = /^(\/(?![\/\\])|#|$)/.test(value);
        const outside = (one.rel || "").includes("external") && /^https?:\/\//.test(value);
        const leads = leading.includes(key) && !inside && !outside;
        if (leads || /^(on|hx-on|data-hx)/i.test(key)) wrong.push(`${name}: ${key}=${value.slice(0, 200)}`);
      }
    }
  };
  const worker = async () => {
    while (left.length) {
      const one = left.pop();
      if (!one.startsWith("/")) {
        looked(one, new DOMParser().parseFromString(one, "text/html"));
        continue;
      }
      const answer = await fetch(one);
      if (!answer.ok) wrong.push(`${one}: ${answer.status}`);
      looked(one, new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return wrong;
}
