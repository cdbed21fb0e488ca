/** Puts a sentence where the page shows its messages, in place of the last one said so. */
export function say(words: string, kind: "note" | "done" | "warning" | "error"): void {
  const place = document.getElementById("messages");
  if (!place || !words) return;
  const alert = document.createElement("div");
  const body = document.createElement("div");
  alert.className = "alert";
  alert.dataset["kind"] = kind;
  body.className = "alert-body";
  body.textContent = words;
  alert.append(body);
  place.replaceChildren(alert);
  alert.scrollIntoView({ block: "nearest" });
}
