import type { LucideIcon } from "lucide-react";
import { Button } from "@/app/_ui/primitives/button";

type RowButtonProps = { label: string; icon: LucideIcon; onClick: () => void; disabled?: boolean };

/** A small action of a row: an icon for eyes, the words for everybody else. */
export function RowButton({ label, icon: Icon, onClick, disabled }: RowButtonProps) {
  return (
    <Button
      variant="quiet"
      size="sm"
      className="size-8 px-0"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}
