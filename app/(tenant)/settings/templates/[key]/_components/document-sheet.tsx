import type { DocumentPreviewDto } from "@/server/modules/billing/pdf/preview-schema";

type SheetDto = DocumentPreviewDto["sheet"];

/** A document as the PDF shows it, text by text: the same sheet, on a screen. Paper is white in any theme. */
export function DocumentSheet({ sheet }: { sheet: SheetDto }) {
  const { title, head, notices, from, to, facts, before, totals, sections, payment, after } = sheet;
  return (
    <article
      aria-label={title}
      className="space-y-5 bg-white p-5 text-[0.8125rem] text-[#18181b] sm:p-8"
    >
      <header className="flex items-start justify-between gap-4 border-b border-[#d4d4d8] pb-3">
        <span className="text-base font-semibold">{head.name}</span>
        <span className="text-right text-xs text-[#52525b]">{head.header}</span>
      </header>
      <div>
        <h3 className="text-lg font-semibold break-words">{title}</h3>
        {notices.map((notice) => (
          <p key={notice} className="font-semibold text-[#92400e]">
            {notice}
          </p>
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Party {...from} />
        <Party {...to} />
        <Pairs rows={facts} />
      </div>
      <Note text={before} />
      <Lines sheet={sheet} />
      <div className="ml-auto sm:w-1/2">
        <Pairs rows={totals} />
      </div>
      {sections
        .filter(({ rows }) => rows.length > 0)
        .map((section) => (
          <section key={section.title}>
            <h4 className="mb-1 font-semibold">{section.title}</h4>
            <Pairs rows={section.rows} />
          </section>
        ))}
      {payment.lines.length > 0 && (
        <section>
          <h4 className="mb-1 font-semibold">{payment.title}</h4>
          <Note text={payment.lines.join("\n")} />
        </section>
      )}
      <Note text={after} />
      <footer className="border-t border-[#d4d4d8] pt-3 text-xs text-[#52525b]">
        {head.footer}
      </footer>
    </article>
  );
}

function Note({ text }: { text: string }) {
  return text && <p className="break-words whitespace-pre-line">{text}</p>;
}

function Party({ label, lines: [name, ...rest] }: SheetDto["from"]) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-[#52525b]">{label}</p>
      <p className="font-semibold break-words">{name}</p>
      <Note text={rest.filter(Boolean).join("\n")} />
    </div>
  );
}

function Pairs({ rows }: { rows: SheetDto["facts"] }) {
  return (
    <dl className="space-y-1">
      {rows.map(({ label, value, strong }) => (
        <div
          key={`${label} ${value}`}
          className={`flex items-baseline justify-between gap-3 ${strong ? "text-sm font-semibold" : ""}`}
        >
          <dt className={strong ? "" : "text-[#52525b]"}>{label}</dt>
          <dd className="text-right tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ sheet: { title, columns, rows } }: { sheet: SheetDto }) {
  if (rows.length === 0) return null;
  const side = (at: number) => (columns[at]?.align === "right" ? "text-right tabular-nums" : "");
  return (
    // A table of money does not shrink below its figures: on a phone it moves by itself, and keys reach it.
    <div role="region" aria-label={title} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-[#18181b] text-xs text-[#52525b]">
            {columns.map(({ label }, at) => (
              <th
                key={label}
                scope="col"
                className={`py-1 pr-3 font-semibold last:pr-0 ${side(at)}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, note }, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines of a document have an order and nothing else
            <tr key={place} className="border-b border-[#e4e4e7] align-top">
              {columns.map(({ label }, at) => (
                <td key={label} className={`py-1.5 pr-3 last:pr-0 ${side(at)}`}>
                  {cells[at]}
                  {at === 0 && note && <span className="block text-xs text-[#52525b]">{note}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
