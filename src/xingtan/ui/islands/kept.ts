/** What `xingtan-keep` keeps: the values of a form, under its key, in the storage of this device. */

const PREFIX = "keep:";
const SENT = "keep-sent";
const FORTNIGHT = 14 * 24 * 60 * 60 * 1000;

interface Kept {
  at: number;
  values: [name: string, value: string][];
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Lists what a person can fill in. Passwords and files are never kept; hidden values belong to the server. */
function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((each): each is Control => {
    if (each instanceof HTMLInputElement) {
      return each.name !== "" && !["hidden", "password", "file", "submit", "button"].includes(each.type);
    }
    return (each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement) && each.name !== "";
  });
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
}

function valuesOf(form: HTMLFormElement): Kept["values"] {
  return controls(form).flatMap((each): Kept["values"] => {
    if (isBox(each)) return each.checked ? [[each.name, each.value]] : [];
    if (each instanceof HTMLSelectElement) return [...each.selectedOptions].map((option) => [each.name, option.value]);
    return [[each.name, each.value]];
  });
}

/** Keeps the form as it is now. */
export function write(key: string, form: HTMLFormElement): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), values: valuesOf(form) } satisfies Kept));
  } catch {
    // A full or forbidden storage leaves the form as any other form.
  }
}

/** Gives what is kept under this key. */
export function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** Forgets what is kept under this key. */
export function drop(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing could be kept either.
  }
}

/** Puts the kept values back, and says whether that changed anything. */
export function restore(form: HTMLFormElement, kept: Kept): boolean {
  const before = JSON.stringify(valuesOf(form));
  const given = new Map<string, string[]>();
  for (const [name, value] of kept.values) given.set(name, [...(given.get(name) ?? []), value]);
  for (const each of controls(form)) {
    const values = given.get(each.name) ?? [];
    if (isBox(each)) each.checked = values.includes(each.value);
    else if (each instanceof HTMLSelectElement) {
      for (const option of each.options) option.selected = values.includes(option.value);
    } else if (given.has(each.name)) each.value = values[0] ?? "";
  }
  return JSON.stringify(valuesOf(form)) !== before;
}

/** Tests whether the server gave this form back with what is to be mended. */
export function isEcho(form: HTMLFormElement): boolean {
  return form.querySelector('[aria-invalid="true"], .form-errors') !== null;
}

/** Remembers, in this tab, that the form is on its way. */
export function markSent(key: string): void {
  try {
    sessionStorage.setItem(SENT, key);
  } catch {
    // Without it the values stay for a fortnight, which does no harm.
  }
}

/** Forgets what was on its way when this page came as its answer; a page gone back to is no answer. */
export function dropSent(): void {
  try {
    const key = sessionStorage.getItem(SENT);
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    sessionStorage.removeItem(SENT);
    if (key !== null && navigation?.type !== "back_forward") drop(key);
  } catch {
    // As above.
  }
}

/** Forgets what nobody came back for. */
export function dropOld(): void {
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      const key = name.slice(PREFIX.length);
      if (Date.now() - (read(key)?.at ?? 0) > FORTNIGHT) drop(key);
    }
  } catch {
    // As above.
  }
}
