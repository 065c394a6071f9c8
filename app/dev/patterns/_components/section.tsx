import { useId, type ReactNode } from "react";
import { Card } from "@/app/_ui/primitives/card";

/** One pattern of the gallery. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Card aria-labelledby={id} className="p-4 sm:p-5">
      <h2 id={id} className="mb-4 text-base font-semibold">
        {title}
      </h2>
      {children}
    </Card>
  );
}
