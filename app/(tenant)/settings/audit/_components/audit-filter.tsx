"use client";

import { useTranslations } from "next-intl";
import type { EventFilter } from "@/app/_trpc/event-pages";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import es from "@/messages/es";
import { useEventText } from "@/app/_ui/patterns/timeline/event-text";

/** The facts that have a sentence, by the name under which the log knows them. */
const names = Object.keys(es.event).map((key) => key.replaceAll("_", "."));

/** Which facts: by name and by day (in the reader's zone). */
export function AuditFilter({ onFilter }: { onFilter: (filter: EventFilter) => void }) {
  const t = useTranslations("audit");
  const eventText = useEventText();
  const submit = (form: FormData) => {
    const day = (name: string, time: string) => {
      const text = String(form.get(name) ?? "");
      return text ? new Date(`${text}T${time}`).toISOString() : undefined;
    };
    onFilter({
      name: String(form.get("name") ?? "") || undefined,
      from: day("from", "00:00:00"),
      to: day("to", "23:59:59.999"),
    });
  };
  return (
    <form
      className="mb-4 grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <Select name="name" aria-label={t("filterName")} defaultValue="">
        <option value="">{t("everyFact")}</option>
        {names
          .map((name) => ({ name, text: eventText(name) }))
          .toSorted((a, b) => a.text.localeCompare(b.text))
          .map(({ name, text }) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
      </Select>
      <Input name="from" type="date" aria-label={t("from")} />
      <Input name="to" type="date" aria-label={t("to")} />
      <Button type="submit">{t("filter")}</Button>
    </form>
  );
}
