/**
 * What every page starts with: htmx under our rules, and the islands that any page may hold.
 * Every other island is a file of its own, loaded where it is used.
 */
import htmx from "htmx.org";
import "./edges";
import "./xingtan-keep";
import "./xingtan-menu";
import "./xingtan-stream";
import "./xingtan-time";
import { say } from "./say";

Object.assign(htmx.config, {
  // Our policy allows neither eval nor a style that is not in the stylesheet.
  allowEval: false,
  includeIndicatorStyles: false,
  // Going back loads the page anew: no page of one person is kept for the next.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  defaultSettleDelay: 0,
  scrollBehavior: "auto",
  // A form that came back with its errors is shown like any other part; other refusals are said below.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

interface RequestDetail {
  verb: string;
  headers: Record<string, string>;
}

/** A form has its token in it; a part that is fetched by another verb takes it from the cookie. */
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers } = (event as CustomEvent<RequestDetail>).detail;
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (verb !== "get" && token) headers["X-CSRFToken"] = token;
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    // A form that keeps its words says so itself, in its place.
    if (!(event.target as Element).closest("xingtan-keep")) say(document.body.dataset["lost"] ?? "", "error");
  });
}

/** A refusal is a whole page: its heading and its sentence are what it has to say. */
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = xhr.status < 500 ? [...page.querySelectorAll("main .header :is(h1, p), main > p")] : [];
  const said = words.map((each) => each.textContent.trim()).join(" ");
  say(said || (document.body.dataset["failed"] ?? ""), "error");
});

/** Who sent a form that came back is brought to what is to be mended. */
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target as HTMLElement;
  part.querySelector<HTMLElement>(".form-errors")?.focus();
});

document.documentElement.dataset["ready"] = "true";
