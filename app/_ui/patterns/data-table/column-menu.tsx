"use client";

import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { ListColumn } from "./list-column";

type ColumnMenuProps<Row> = {
  columns: readonly ListColumn<Row>[];
  /** Keys shown, in order. */
  shown: readonly string[];
  /** Undefined: the list's own choice again. */
  onChange: (keys: readonly string[] | undefined) => void;
};

/** Which columns, in which order. The first stays: it names the row. */
export function ColumnMenu<Row>({ columns, shown, onChange }: ColumnMenuProps<Row>) {
  const t = useTranslations("table");
  const [open, setOpen] = useState(false);
  const [fixed] = columns;
  const order = [
    ...shown.filter((key) => key !== fixed?.key),
    ...columns.map(({ key }) => key).filter((key) => !shown.includes(key) && key !== fixed?.key),
  ];
  const labels = new Map(columns.map(({ key, label }) => [key, label]));
  const put = (keys: readonly string[]) => onChange([fixed?.key ?? "", ...keys]);
  const chosen = order.filter((key) => shown.includes(key));
  const move = (key: string, by: number) => {
    const from = chosen.indexOf(key);
    put(chosen.with(from, chosen[from + by] ?? key).with(from + by, key));
  };
  return (
    <>
      <Button
        size="sm"
        onClick={() => setOpen(true)}
        aria-label={t("columns")}
        title={t("columns")}
      >
        <Columns3 aria-hidden />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("columns")}>
        <ul>
          {order.map((key) => {
            const on = shown.includes(key);
            const place = chosen.indexOf(key);
            const label = labels.get(key) ?? key;
            return (
              <li key={key} className="flex items-center gap-1">
                <Checkbox
                  className="flex-1"
                  label={label}
                  checked={on}
                  onChange={() =>
                    put(on ? chosen.filter((each) => each !== key) : [...chosen, key])
                  }
                />
                {on && (
                  <>
                    <Button
                      variant="quiet"
                      size="icon"
                      aria-label={t("moveUp", { column: label })}
                      disabled={place === 0}
                      onClick={() => move(key, -1)}
                    >
                      <ArrowUp aria-hidden />
                    </Button>
                    <Button
                      variant="quiet"
                      size="icon"
                      aria-label={t("moveDown", { column: label })}
                      disabled={place === chosen.length - 1}
                      onClick={() => move(key, 1)}
                    >
                      <ArrowDown aria-hidden />
                    </Button>
                  </>
                )}
              </li>
            );
          })}
        </ul>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => onChange(undefined)}>{t("columnsReset")}</Button>
          <Button variant="primary" onClick={() => setOpen(false)}>
            {t("doneButton")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
