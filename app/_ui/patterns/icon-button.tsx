import type { LucideIcon } from "lucide-react";
import { Button } from "@/app/_ui/primitives/button";

type IconButtonProps = { label: string; icon: LucideIcon; onClick: () => void; disabled?: boolean };

/** A row's small action: an icon for eyes, its words for everybody else. */
export function IconButton({ label, icon: Icon, onClick, disabled }: IconButtonProps) {
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
