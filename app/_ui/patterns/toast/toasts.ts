/** A sentence that passes by: what was done, and for a while the way back. */
export type Toast = {
  id: number;
  text: string;
  tone: "ok" | "bad";
  /** Takes back what was done. */
  undo?: () => void;
};

/** Long enough to read and to reach the button; it waits while somebody points at it or has the focus in it. */
export const SHOWN_MS = 8_000;
const MOST = 3;

let shown: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a toast; the oldest gives way. Errors that need an answer belong beside what caused them, not here. */
export function showToast(
  text: string,
  options: Partial<Pick<Toast, "tone" | "undo">> = {},
): number {
  const toast: Toast = { id: nextId++, text, tone: "ok", ...options };
  change([...shown, toast].slice(-MOST));
  return toast.id;
}

export function hideToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  read: () => shown,
};
