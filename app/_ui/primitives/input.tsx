import type { ComponentProps } from "react";
import { cn } from "@/app/_ui/cn";

const field =
  "w-full rounded-control border border-field bg-surface px-3 text-base text-text placeholder:text-muted disabled:bg-raised disabled:text-muted aria-invalid:border-bad sm:text-sm";

/** One line of text. 16 px on phones, so that iOS does not zoom. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(field, "h-control", className)} {...props} />;
}

/** Several lines of text. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(field, "min-h-20 py-2", className)} {...props} />;
}

/** The browser's own list: best on phones, and readable by everybody. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select className={cn(field, "h-control pr-8", className)} {...props} />;
}
