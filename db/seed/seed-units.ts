import { createBranch } from "@/server/modules/tenants/create-branch";
import { createUnit } from "@/server/modules/tenants/create-unit";
import { listBranches } from "@/server/modules/tenants/list-branches";
import { listUnits } from "@/server/modules/tenants/list-units";
import { createBranchInput, createUnitInput } from "@/server/modules/tenants/schema";
import type { Ctx } from "@/server/tenancy/context";

type Place = {
  code: string;
  name: string;
  address: string;
  phone: string;
  lat: number;
  lng: number;
};
type Company = {
  units: readonly [code: string, name: string, description: string][];
  branches: readonly Place[];
};

/** Lines of business and places of work of the demo companies, by slug. */
const COMPANIES: Readonly<Record<string, Company>> = {
  fibranet: {
    units: [
      ["HOGARES", "Internet para hogares", "Fibra óptica residencial en Lima Norte"],
      ["EMPRESAS", "Internet para empresas", "Enlaces dedicados y fibra simétrica"],
    ],
    branches: [
      {
        code: "OLIVOS",
        name: "Los Olivos",
        address: "Av. Universitaria 1450, Los Olivos, Lima",
        phone: "+51 1 700 1450",
        lat: -11.9896,
        lng: -77.0735,
      },
      {
        code: "COMAS",
        name: "Comas",
        address: "Av. Túpac Amaru 3310, Comas, Lima",
        phone: "+51 1 700 1451",
        lat: -11.9386,
        lng: -77.0488,
      },
    ],
  },
  climasur: {
    units: [
      [
        "SERVICIO",
        "Instalación y servicio",
        "Aire acondicionado: montaje, mantenimiento y urgencias",
      ],
      ["OBRAS", "Obras de climatización", "Proyectos para comercios y edificios"],
    ],
    branches: [
      {
        code: "CENTRO",
        name: "Córdoba Centro",
        address: "Bv. San Juan 740, Córdoba",
        phone: "+54 351 424 0740",
        lat: -31.4189,
        lng: -64.1916,
      },
    ],
  },
  bytek: {
    units: [
      ["DIGITAL", "Paquetes digitales", "Sitios, correo, tiendas y su mantenimiento mensual"],
      ["SOFTWARE", "Software a medida", "Proyectos por hitos: análisis, construcción y soporte"],
      ["INFRA", "Infraestructura", "Redes, cámaras, servidores y cableado"],
    ],
    branches: [
      {
        code: "TRUJILLO",
        name: "Trujillo",
        address: "Jr. Pizarro 540, Trujillo",
        phone: "+51 44 220 540",
        lat: -8.1091,
        lng: -79.0215,
      },
    ],
  },
};

/** Gives a demo company its units and branches, once. */
export async function seedUnits(owner: Ctx, slug: string): Promise<void> {
  const company = Object.hasOwn(COMPANIES, slug) ? COMPANIES[slug] : undefined;
  if (!company) return;
  const there = new Set((await listUnits(owner)).map(({ code }) => code));
  for (const [code, name, description] of company.units)
    if (!there.has(code))
      await createUnit(owner, createUnitInput.parse({ code, name, description }));
  const places = new Set((await listBranches(owner)).map(({ code }) => code));
  for (const { lat, lng, ...branch } of company.branches)
    if (!places.has(branch.code))
      await createBranch(owner, createBranchInput.parse({ ...branch, position: { lat, lng } }));
}
