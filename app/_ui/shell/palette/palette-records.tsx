"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { User, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { foldText } from "@/app/_ui/fold-text";
import { leaveBy } from "@/app/_ui/patterns/form/unsaved";
import { useMay } from "../person";
import { PaletteItem } from "./palette-item";

type PaletteRecordsProps = { text: string; onClose: () => void };
type SearchProps = { search: string; onGo: (href: string) => void };

const SHOWN = 5;

/** Records that the typed words find: as many as fit above the rest. */
export function PaletteRecords({ text, onClose }: PaletteRecordsProps) {
  const search = useDeferredValue(text.trim());
  const may = useMay();
  const router = useRouter();
  const onGo = (href: string) => {
    onClose();
    leaveBy(() => router.push(href));
  };
  if (search.length < 2) return null;
  return (
    <>
      {may("customer.read") && <Customers search={search} onGo={onGo} />}
      {may("member.read") && <People search={search} onGo={onGo} />}
    </>
  );
}

/** The server searches: name, number, e-mail, phone, city, whatever the accents. */
function Customers({ search, onGo }: SearchProps) {
  const t = useTranslations("shell.palette");
  const customers = useQuery({
    ...useTRPC().customers.list.queryOptions({ search, limit: SHOWN }),
    placeholderData: (before) => before,
  });
  const items = customers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Command.Group heading={t("customers")}>
      {items.map((customer) => (
        <PaletteItem
          key={customer.id}
          value={customer.id}
          // The server found it by these words, perhaps in what is not shown.
          keywords={[search]}
          icon={UsersRound}
          detail={[`#${customer.number}`, customer.city].filter(Boolean).join(" · ")}
          onSelect={() => onGo(`/customers/${customer.id}`)}
        >
          {customer.name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}

function People({ search, onGo }: SearchProps) {
  const t = useTranslations("shell.palette");
  const role = useTranslations("role");
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
          onSelect={() => onGo(`/settings/users?q=${encodeURIComponent(member.name)}`)}
        >
          {member.name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
