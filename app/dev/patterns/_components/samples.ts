/** Sample data of the gallery: names and figures, no words of the screens. */
export const PLANS = [
  { value: "100", label: "Fibra 100" },
  { value: "200", label: "Fibra 200" },
  { value: "600", label: "Fibra 600" },
];

export const CITIES = [
  "Lima",
  "Callao",
  "Huancayo",
  "Córdoba",
  "Río Cuarto",
  "Asunción",
  "São Paulo",
  "Medellín",
].map((label) => ({ value: label, label }));

export const NAMES = [
  "Ana Quispe Mamani",
  "Bodega Doña Ñata",
  "Conjunto Residencial Los Álamos de San Juan de Lurigancho, torre B",
  "Óscar Núñez",
];

export const EVENTS = [
  { id: "3", name: "domain.verified", at: "2026-03-12T14:03:00Z" },
  { id: "2", name: "apiKey.created", at: "2026-03-11T22:41:00Z" },
  { id: "1", name: "tenant.updated", at: "2026-03-10T09:15:00Z" },
].map((event) => ({ ...event, actor: { kind: "user", id: "somebody" } }));

export const MONTHS = ["ene", "feb", "mar", "abr", "may", "jun"].map((at, index) => ({
  at,
  joined: [42, 51, 38, null, 66, 58][index] ?? null,
  left: [12, 9, 14, 11, 8, 10][index] ?? null,
}));

export const POINTS = Array.from({ length: 60 }, (_, index) => ({
  id: String(index),
  lat: -12.05 - ((index * 7) % 23) / 180,
  lng: -77.04 + ((index * 13) % 31) / 160,
  label: `${NAMES[index % NAMES.length] ?? ""} ${index + 1}`,
}));

/** As long as a server takes. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

/** What a refusal of one field looks like when it comes from the server. */
export function refuseEmail(message: string): Error {
  const data = {
    error: { code: "invalid", key: "invalid_input", message, fields: { email: message } },
  };
  return Object.assign(new Error("refused"), { data });
}
