import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";

type PanelProps = {
  /** What can be added here; absent: nothing, or not by this person. */
  addLabel?: string | undefined;
  onAdd?: () => void;
  children: ReactNode;
};

/** One list of a record: its rows, and the way to one more. */
export function Panel({ addLabel, onAdd, children }: PanelProps) {
  return (
    <div className="space-y-3">
      {children}
      {addLabel && (
        <Button size="sm" onClick={onAdd}>
          <Plus aria-hidden />
          {addLabel}
        </Button>
      )}
    </div>
  );
}

/** A row of a panel: what it is at the left, what can be done with it at the right. */
export function PanelRow({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <li className="flex items-start justify-between gap-3 py-2">
      <div className="min-w-0 break-words">{children}</div>
      {actions && <div className="flex shrink-0 gap-1">{actions}</div>}
    </li>
  );
}
