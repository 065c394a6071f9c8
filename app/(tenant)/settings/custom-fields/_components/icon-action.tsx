import type { LucideIcon } from "lucide-react";
import { Button } from "@/app/_ui/primitives/button";

type IconActionProps = { label: string; icon: LucideIcon; onClick: () => void; disabled?: boolean };

/** A row's small action: an icon, and its words for whoever does not see it. */
export function IconAction({ label, icon: Icon, onClick, disabled }: IconActionProps) {
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
