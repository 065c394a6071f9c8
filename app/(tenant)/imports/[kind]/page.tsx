import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { IMPORT_KINDS, type ImportKind } from "@/server/modules/imports/rules/fields";
import { KindImport } from "../_components/kind-import";

type Props = {
  params: Promise<{ kind: string }>;
  searchParams: Promise<{ task?: string | string[] }>;
};

const kindOf = async ({ params }: Pick<Props, "params">): Promise<ImportKind> => {
  const { kind } = await params;
  return IMPORT_KINDS.find((known) => known === kind) ?? notFound();
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("import.kinds");
  return { title: t(`${await kindOf(props)}.title`) };
}

/** One kind of import; with `?task=` the report of a run that was left. */
export default async function KindImportPage(props: Props) {
  const kind = await kindOf(props);
  const api = await caller();
  const [{ task }, { country, currency }, t] = await Promise.all([
    props.searchParams,
    orLeave(() => api.tenants.get()),
    getTranslations("import.kinds"),
  ]);
  const run =
    typeof task === "string" ? await orLeave(() => api.work.getTask({ taskId: task })) : undefined;
  return (
    <>
      <PageHeader title={t(`${kind}.title`)} description={t(`${kind}.text`)} />
      <KindImport kind={kind} task={run} country={country} currency={currency} />
    </>
  );
}
