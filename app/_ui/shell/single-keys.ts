const PLACE = "trama:single-keys";

/** Are shortcuts of one key on? Who dictates or hits keys by accident turns them off (WCAG 2.1.4). */
export function singleKeys(): boolean {
  try {
    return localStorage.getItem(PLACE) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(PLACE, on ? "on" : "off");
  } catch {
    // Where nothing can be kept they stay on.
  }
}

/** Is the person typing? Then a letter is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role='textbox']"))
  );
}
