import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Knows our own sizes (app/globals.css), so that a plain `h-8` wins over `h-control`. */
const merge = extendTailwindMerge({ extend: { theme: { spacing: ["row", "control"] } } });

/** Joins class names; of two that contradict each other the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
