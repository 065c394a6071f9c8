import { Badge } from "@/app/_ui/primitives/badge";
import type { TagDto } from "@/server/modules/crm/rules/tag-schema";

/** Tags side by side; many go on the next line. */
export function TagList({ tags }: { tags: readonly TagDto[] }) {
  if (tags.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map(({ id, name, tone }) => (
        <Badge key={id} tone={tone}>
          {name}
        </Badge>
      ))}
    </span>
  );
}
