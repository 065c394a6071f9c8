"use client";

import { CircleCheck, CircleDashed, Replace } from "lucide-react";
import { useTranslations } from "next-intl";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { CommandDto } from "@/server/modules/subscriptions/enforcement/schema";
import { NetworkBadge, useKindText } from "../../_components/service-badges";
import { useCommandError } from "./command-words";

const LOOKS = {
  pending: { tone: "info", icon: CircleDashed },
  applied: { tone: "warn", icon: CircleDashed },
  proven: { tone: "ok", icon: CircleCheck },
  failed: { tone: "bad", icon: CircleDashed },
  superseded: { tone: "neutral", icon: Replace },
} as const;

/** Everything that was asked of the network, with what was seen. */
export function EnforcementLog({ commands }: { commands: readonly CommandDto[] }) {
  const t = useTranslations("services");
  if (commands.length === 0) return <p className="text-muted">{t("noLog")}</p>;
  return (
    <ul className="divide-y divide-(--border)">
      {commands.map((command) => (
        <LogRow key={command.id} command={command} />
      ))}
    </ul>
  );
}

function LogRow({ command }: { command: CommandDto }) {
  const t = useTranslations("services");
  const errorText = useCommandError();
  const kindText = useKindText();
  const { tone, icon } = LOOKS[command.status];
  return (
    <li className="space-y-1 py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2">
        <span className="text-muted">{t("wished")}</span>
        <NetworkBadge state={command.desired} />
        <Badge tone={tone} icon={icon}>
          {t(`commandStatus.${command.status}`)}
        </Badge>
        {command.provenAt && (
          <span className="tabular-nums">{t("seconds", { seconds: took(command) })}</span>
        )}
      </p>
      <Proof command={command} />
      {command.status !== "proven" && command.lastError && (
        <p className="text-bad">{errorText(command.lastError)}</p>
      )}
      <p className="text-[0.8125rem] text-muted">
        {t("asked")} <When at={command.requestedAt} short /> · {kindText(command.kind)} ·{" "}
        {t("attempts", { count: command.attempts })}
      </p>
    </li>
  );
}

/** Seconds from asking to proof. */
const took = ({ requestedAt, provenAt }: CommandDto): number =>
  Math.round((Date.parse(provenAt ?? requestedAt) - Date.parse(requestedAt)) / 100) / 10;

function Proof({ command: { proof } }: { command: CommandDto }) {
  const t = useTranslations("services");
  if (!proof) return null;
  const by = String(proof.by ?? "");
  const known = (["none", "answer", "readBack"] as const).find((one) => one === by) ?? "person";
  return (
    <p>
      {t(`proofBy.${known}`)}
      {typeof proof.note === "string" && ` · ${proof.note}`}
    </p>
  );
}
