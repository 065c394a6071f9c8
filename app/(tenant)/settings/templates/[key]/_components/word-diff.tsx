import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { diffLines } from "./diff-lines";

type Content = Readonly<Record<string, string>>;

/** How an old version differs from the words in use, line by line; marked by sign and word, not by colour alone. */
export function WordDiff({ before, after }: { before: Content; after: Content }) {
  const t = useTranslations("templates");
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => (before[name] ?? "") !== (after[name] ?? ""));
  if (changed.length === 0) return <p className="mt-2 text-muted">{t("same")}</p>;
  return changed.map((name) => (
    <div key={name} className="mt-3">
      <p className="text-xs font-medium text-muted">{t(`field.${name as "body"}`)}</p>
      <ul className="mt-1 overflow-x-auto rounded-control border border-subtle font-mono text-xs">
        {diffLines(before[name] ?? "", after[name] ?? "").map(({ id, kind, text }) => (
          <li key={id} className={looks[kind]}>
            {kind !== "same" && (
              <>
                {kind === "removed" ? (
                  <Minus aria-hidden className="mt-0.5 size-3 shrink-0" />
                ) : (
                  <Plus aria-hidden className="mt-0.5 size-3 shrink-0" />
                )}
                <span className="sr-only">{t(kind)}: </span>
              </>
            )}
            <span className="min-w-0 break-words whitespace-pre-wrap">{text || " "}</span>
          </li>
        ))}
      </ul>
    </div>
  ));
}

const looks = {
  same: "flex gap-2 px-2 py-0.5 pl-7 text-muted",
  removed: "flex gap-2 bg-bad-soft px-2 py-0.5 text-bad",
  added: "flex gap-2 bg-ok-soft px-2 py-0.5 text-ok",
} as const;
