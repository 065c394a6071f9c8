import { cn } from "@/app/_ui/cn";

/** The shape of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-control bg-raised", className)} />;
}
