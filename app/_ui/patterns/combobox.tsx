"use client";

import { ChevronsUpDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { cn } from "@/app/_ui/cn";
import { foldText } from "@/app/_ui/fold-text";
import { Input } from "@/app/_ui/primitives/input";

export type ComboboxOption = { value: string; label: string; detail?: string };

type ComboboxProps = {
  id?: string;
  ref?: Ref<HTMLInputElement>;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  options: readonly ComboboxOption[];
  value: string | null;
  onChoose: (value: string | null) => void;
  onBlur?: () => void;
  /** The server searches as the person types; absent: the options are filtered here, whatever the accents. */
  onSearch?: (text: string) => void;
  placeholder?: string;
  disabled?: boolean;
};

/** One of many: type to narrow, arrows to move, Enter to take, Escape to leave it as it was (WAI-ARIA combobox). */
export function Combobox(props: ComboboxProps) {
  const { options, value, onChoose, onBlur, onSearch, placeholder, disabled, ...control } = props;
  const t = useTranslations("patterns.combobox");
  const list = useId();
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = text !== null;
  const chosen = options.find((option) => option.value === value);
  const shown = onSearch ? options : matching(options, text ?? "");
  const close = () => setText(null);
  const show = (next: string) => {
    setText(next);
    setAt(0);
    onSearch?.(next);
  };
  const take = (option: ComboboxOption | undefined) => {
    if (!option) return;
    onChoose(option.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return show("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((before) => (before + step + shown.length) % Math.max(shown.length, 1));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      take(shown[at]);
    } else if (event.key === "Escape" && open) {
      // Of a dialog around it only the list closes.
      event.stopPropagation();
      close();
    }
  };
  return (
    <span className="relative block">
      <Input
        {...control}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open && shown[at] ? `${list}-${at}` : undefined}
        autoComplete="off"
        disabled={disabled}
        placeholder={placeholder}
        className="pr-16"
        value={text ?? chosen?.label ?? ""}
        onChange={(event) => show(event.target.value)}
        onClick={() => open || show("")}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          onBlur?.();
        }}
      />
      <span className="absolute inset-y-0 right-1 flex items-center">
        {value !== null && value !== "" && !disabled && (
          <button
            type="button"
            aria-label={t("clear")}
            onClick={() => onChoose(null)}
            className="grid size-7 place-items-center rounded-control text-muted hover:text-text"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
        <ChevronsUpDown aria-hidden className="pointer-events-none mr-1.5 size-4 text-muted" />
      </span>
      <span role="status" className="sr-only">
        {open ? t("found", { count: shown.length }) : ""}
      </span>
      {open && <Options id={list} label={t("open")} options={shown} at={at} onTake={take} />}
    </span>
  );
}

type OptionsProps = {
  id: string;
  label: string;
  options: readonly ComboboxOption[];
  at: number;
  onTake: (option: ComboboxOption) => void;
};

function Options({ id, label, options, at, onTake }: OptionsProps) {
  const t = useTranslations("patterns.combobox");
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute inset-x-0 top-full z-50 mt-1 max-h-64 overflow-y-auto rounded-card border border-subtle bg-surface p-1 shadow-high"
    >
      {options.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          ref={(node) => {
            if (index === at) node?.scrollIntoView({ block: "nearest" });
          }}
          // Before the text loses the focus, which closes the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(option);
          }}
          className={cn(
            "flex min-h-9 cursor-pointer flex-col justify-center rounded-control px-2.5 py-1",
            index === at && "bg-raised",
          )}
        >
          <span>{option.label}</span>
          {option.detail && <span className="text-[0.8125rem] text-muted">{option.detail}</span>}
        </div>
      ))}
      {options.length === 0 && <div className="px-2.5 py-2 text-muted">{t("none")}</div>}
    </div>
  );
}

function matching(options: readonly ComboboxOption[], text: string): readonly ComboboxOption[] {
  const words = foldText(text).split(" ").filter(Boolean);
  return options.filter(({ label, detail = "" }) => {
    const folded = foldText(`${label} ${detail}`);
    return words.every((word) => folded.includes(word));
  });
}
