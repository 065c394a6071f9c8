import { Building2, CircleEllipsis, Landmark, type LucideIcon, Smartphone } from "lucide-react";
import type { PayWay } from "@/server/modules/tenants/settings/paying-schema";

const ICONS: Record<PayWay["kind"], LucideIcon> = {
  bank: Landmark,
  wallet: Smartphone,
  office: Building2,
  other: CircleEllipsis,
};

/** Ways to pay as customers see them; a number is chosen whole with one press. No script is needed. */
export function PayWayList({ ways }: { ways: readonly PayWay[] }) {
  return (
    <ul className="space-y-4">
      {ways.map(({ kind, currency, name, number, more }) => {
        const Icon = ICONS[kind];
        return (
          <li key={`${name} ${currency} ${number}`} className="flex items-start gap-3">
            <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-brand-text" />
            <span className="min-w-0">
              <span className="block text-muted">
                {name}
                {currency && ` · ${currency}`}
              </span>
              {number && (
                <span className="block text-base font-medium break-words tabular-nums select-all">
                  {number}
                </span>
              )}
              {more && <span className="block break-words text-muted">{more}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
