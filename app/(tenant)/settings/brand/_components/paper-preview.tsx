import { useTranslations } from "next-intl";
import type { Brand } from "@/tenants/brand";
import { paperBrand } from "@/tenants/paper";
import { Dressed } from "./dressed";

/** Mail and letterhead: white paper in both themes, with colours that any mailbox understands. */
export function PaperPreview({ brand, logo }: { brand: Brand; logo: string | null }) {
  const t = useTranslations("brand.sample");
  const paper = paperBrand(brand);
  const variables = {
    "--paper-fill": paper.fill,
    "--paper-on": paper.onFill,
    "--paper-text": paper.text,
  };
  return (
    <Dressed variables={variables} theme="light" className="space-y-4">
      <div className="rounded-card border border-subtle bg-white p-4 text-[#27272a]">
        <Head name={brand.name} logo={logo} />
        <p className="mt-3 text-sm font-semibold">{t("mailTitle")}</p>
        <p className="mt-1 text-[0.8125rem]">{t("mailText")}</p>
        <span className="mt-3 inline-block rounded-control bg-(--paper-fill) px-3 py-2 text-[0.8125rem] font-semibold text-(--paper-on)">
          {t("mailAction")}
        </span>
      </div>
      <div className="rounded-[2px] border border-subtle bg-white p-4 text-[#27272a] shadow-low">
        <div className="flex items-start justify-between gap-3 border-b-2 border-(--paper-fill) pb-2">
          <Head name={brand.name} logo={logo} />
          <span className="text-xs font-semibold text-(--paper-text)">{t("document")}</span>
        </div>
        <div aria-hidden className="mt-3 space-y-1.5">
          {["w-2/3", "w-full", "w-11/12", "w-1/2"].map((width) => (
            <div key={width} className={`h-1.5 rounded-full bg-[#e4e4e7] ${width}`} />
          ))}
        </div>
      </div>
    </Dressed>
  );
}

function Head({ name, logo }: { name: string; logo: string | null }) {
  if (logo === null) return <span className="font-semibold text-(--paper-text)">{name}</span>;
  // oxlint-disable-next-line next/no-img-element -- from our own door, sized already
  return <img src={logo} alt={name} className="h-6 w-auto" />;
}
