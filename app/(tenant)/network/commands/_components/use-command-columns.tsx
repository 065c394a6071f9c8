"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { EnforcementDto } from "@/server/modules/network/log-schema";
import { useKindText } from "../../../services/_components/service-badges";
import { CommandState } from "../../_components/command-state";
import { useErrorText } from "../../_components/use-error-text";

type Acts = { onProof: (row: EnforcementDto) => void; onReplay?: (row: EnforcementDto) => void };

/** The columns of the log; on a phone the first says whose service it is, what was asked and when. */
export function useCommandColumns({ onProof, onReplay }: Acts): ListColumn<EnforcementDto>[] {
  const t = useTranslations("network");
  const kindText = useKindText();
  const errorText = useErrorText();
  return [
    { key: "service", label: t("service"), cell: (row) => <Whose row={row} /> },
    {
      key: "wish",
      label: t("wish"),
      wide: true,
      cell: ({ desired }) => t(`wishes.${desired}`),
    },
    {
      key: "state",
      label: t("fate"),
      cell: (row) => (
        <>
          <CommandState command={row} />
          {row.lastError && row.status !== "proven" && (
            <span className="mt-1 block text-[0.8125rem] text-muted">
              {errorText(row.lastError)}
            </span>
          )}
        </>
      ),
    },
    {
      key: "router",
      label: t("router"),
      wide: true,
      cell: ({ routerName, kind }) => routerName ?? kindText(kind),
    },
    {
      key: "asked",
      label: t("log.asked"),
      sort: "requestedAt",
      wide: true,
      cell: ({ requestedAt }) => <When at={requestedAt} short />,
    },
    {
      key: "took",
      label: t("log.took"),
      numeric: true,
      wide: true,
      cell: (row) => row.provenAt && t("log.seconds", { seconds: tookSeconds(row) }),
    },
    {
      key: "proof",
      label: t("log.proof"),
      cell: (row) => {
        if (row.proof)
          return (
            <Button size="sm" onClick={() => onProof(row)}>
              {t("log.seeProof")}
            </Button>
          );
        const open = row.status === "pending" || row.status === "applied";
        return onReplay && open && row.attempts > 0 && !row.held && !row.capped ? (
          <Button size="sm" onClick={() => onReplay(row)}>
            {t("log.again")}
          </Button>
        ) : null;
      },
    },
    {
      key: "attempts",
      label: t("log.attempts"),
      numeric: true,
      wide: true,
      hidden: true,
      cell: ({ attempts }) => attempts,
    },
  ];
}

function Whose({ row }: { row: EnforcementDto }) {
  const t = useTranslations("network");
  return (
    <>
      <Link
        href={`/services/${row.serviceId}`}
        prefetch={false}
        className="block font-medium break-words hover:underline"
      >
        #{row.number} {row.customerName}
      </Link>
      <span className="block text-[0.8125rem] text-muted sm:hidden">
        {t(`wishes.${row.desired}`)} · <When at={row.requestedAt} short />
      </span>
    </>
  );
}

/** From asking to proof. */
const tookSeconds = ({ requestedAt, provenAt }: EnforcementDto): number =>
  Math.max(
    0,
    Math.round((Date.parse(provenAt ?? requestedAt) - Date.parse(requestedAt)) / 100) / 10,
  );
