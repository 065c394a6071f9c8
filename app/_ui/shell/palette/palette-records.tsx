"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { User } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { foldText } from "@/app/_ui/fold-text";
import { leaveBy } from "@/app/_ui/patterns/form/unsaved";
import { useMay } from "../person";
import { PaletteItem } from "./palette-item";

type PaletteRecordsProps = { text: string; onClose: () => void };

const SHOWN = 5;

/** Records whose words begin like the typed ones: as many as fit above the rest. */
export function PaletteRecords({ text, onClose }: PaletteRecordsProps) {
  const search = text.trim();
  const may = useMay();
  if (search.length < 2) return null;
  return may("member.read") ? <People search={search} onClose={onClose} /> : null;
}

function People({ search, onClose }: { search: string; onClose: () => void }) {
  const t = useTranslations("shell.palette");
  const role = useTranslations("role");
  const router = useRouter();
  const members = useQuery(useTRPC().people.listMembers.queryOptions({ limit: 100 }));
  const wanted = foldText(search);
  const found = (members.data?.items ?? [])
    .filter(({ name, email }) => foldText(`${name} ${email ?? ""}`).includes(wanted))
    .slice(0, SHOWN);
  if (found.length === 0) return null;
  return (
    <Command.Group heading={t("people")}>
      {found.map((member) => (
        <PaletteItem
          key={member.id}
          value={`${member.name} ${member.email ?? ""} ${member.id}`}
          icon={User}
          detail={role(member.role)}
          onSelect={() => {
            onClose();
            leaveBy(() => router.push(`/settings/users?q=${encodeURIComponent(member.name)}`));
          }}
        >
          {member.name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
