import type { ComponentProps } from "react";
import { cn } from "@/app/_ui/cn";

/** A raised area that holds one thing. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      className={cn("rounded-card border border-subtle bg-surface shadow-low", className)}
      {...props}
    />
  );
}
