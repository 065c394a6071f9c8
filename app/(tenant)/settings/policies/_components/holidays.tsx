"use client";

import { X } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { HOLIDAY_COUNTRIES, holidaysOf } from "@/server/modules/tenants/rules/holidays";
import type { CalendarDraft } from "./calendar-form";

type List = CalendarDraft["holidays"];
type HolidaysProps = { holidays: List; country: string; onChange: (holidays: List) => void };

/** Days off: the country's by one tap for a year, and one's own. */
export function Holidays({ holidays, country, onChange }: HolidaysProps) {
  const t = useTranslations("policies");
  const add = (more: List) => {
    const byDate = new Map([...more, ...holidays].map((holiday) => [holiday.date, holiday]));
    onChange([...byDate.values()].toSorted((a, b) => a.date.localeCompare(b.date)));
  };
  const year = useNow().getFullYear();
  return (
    <section aria-label={t("holidays")}>
      <h3 className="font-medium">{t("holidays")}</h3>
      <p className="mb-2 text-[0.8125rem] text-muted">{t("holidaysText")}</p>
      {HOLIDAY_COUNTRIES.includes(country) && (
        <div className="mb-3 flex flex-wrap gap-2">
          {[year, year + 1].map((each) => (
            <Button key={each} size="sm" onClick={() => add(holidaysOf(country, each))}>
              {t("addNational", { year: String(each) })}
            </Button>
          ))}
        </div>
      )}
      {holidays.length > 0 && <Dates holidays={holidays} onChange={onChange} />}
      <NewHoliday onAdd={(holiday) => add([holiday])} />
    </section>
  );
}

function Dates({ holidays, onChange }: Omit<HolidaysProps, "country">) {
  const t = useTranslations("policies");
  const format = useFormatter();
  return (
    <ul className="mb-3 max-h-64 overflow-y-auto rounded-control border border-subtle">
      {holidays.map(({ date, name }) => (
        <li key={date} className="flex items-center gap-3 px-3 py-1">
          <span className="w-28 shrink-0 text-muted tabular-nums">
            {format.dateTime(new Date(`${date}T12:00:00Z`), {
              dateStyle: "medium",
              timeZone: "UTC",
            })}
          </span>
          <span className="min-w-0 flex-1 break-words">{name}</span>
          <Button
            size="icon"
            variant="quiet"
            aria-label={t("removeHoliday", { name })}
            onClick={() => onChange(holidays.filter((holiday) => holiday.date !== date))}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

function NewHoliday({ onAdd }: { onAdd: (holiday: List[number]) => void }) {
  const t = useTranslations("policies");
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const ready = date !== "" && name.trim() !== "";
  return (
    <div className="flex flex-wrap gap-2">
      <Input
        type="date"
        aria-label={t("holidayDate")}
        className="w-40"
        value={date}
        onChange={({ target }) => setDate(target.value)}
      />
      <Input
        aria-label={t("holidayName")}
        placeholder={t("holidayName")}
        className="w-56"
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button
        disabled={!ready}
        onClick={() => {
          onAdd({ date, name: name.trim() });
          setDate("");
          setName("");
        }}
      >
        {t("addHoliday")}
      </Button>
    </div>
  );
}
