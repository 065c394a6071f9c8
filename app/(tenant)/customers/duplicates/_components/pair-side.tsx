import Link from "next/link";
import type { DuplicateListDto } from "@/server/modules/crm/rules/merge-schema";

/** One of two that look alike: who it is, and what it may share. */
export function PairSide({ side }: { side: DuplicateListDto["pairs"][number]["a"] }) {
  const facts = [side.taxId, side.email, side.phone, side.city].filter(Boolean);
  return (
    <div className="min-w-0">
      <Link
        href={`/customers/${side.id}`}
        className="inline-block min-h-6 font-medium break-words text-brand-text underline-offset-4 hover:underline"
      >
        #{side.number} {side.name}
      </Link>
      <p className="text-[0.8125rem] break-words text-muted">{facts.join(" · ")}</p>
    </div>
  );
}
