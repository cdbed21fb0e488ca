/**
 * What is wider than its place scrolls by itself, and so must be reached by keyboard: a table, a formula, a
 * piece of code. Only while it does: a stop at each table that fits would be in everybody's way.
 */
const WIDE = ".prose :is(pre, table, math[display=block])";

function mark(): void {
  for (const each of document.querySelectorAll<HTMLElement>(WIDE)) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

for (const name of ["load", "resize", "htmx:afterSettle"]) window.addEventListener(name, mark);
mark();
