type Sample = {
  units: readonly [code: string, name: string][];
  branches: readonly [code: string, name: string, address: string][];
  given: readonly string[];
  family: readonly string[];
  companies: readonly string[];
  cities: readonly string[];
  domain: string;
};

const SPANISH: Sample = {
  units: [
    ["HOGARES", "Servicios para hogares"],
    ["EMPRESAS", "Servicios para empresas"],
  ],
  branches: [
    ["CENTRO", "Oficina central", "Av. Principal 120"],
    ["NORTE", "Sucursal norte", "Jr. Los Olivos 455"],
  ],
  given: "María José Luis Carmen Jorge Rosa Pedro Lucía Andrés Elena Raúl Noelia".split(" "),
  family: "Quispe Fernández Rojas Gutiérrez Mamani Castro Ñahui Paredes Salas Vega Ortiz".split(
    " ",
  ),
  companies: [
    "Panadería La Espiga",
    "Clínica Dental Sonrisas",
    "Ferretería El Constructor y Hermanos",
    "Hotel Mirador del Valle",
    "Colegio Santa Rosa",
    "Transportes Andinos",
  ],
  cities: ["Centro", "San Martín", "Los Álamos", "Villa El Salvador", "Miraflores"],
  domain: "ejemplo.test",
};

const ENGLISH: Sample = {
  units: [
    ["HOMES", "Homes"],
    ["BUSINESS", "Businesses"],
  ],
  branches: [
    ["MAIN", "Main office", "120 Main Street"],
    ["NORTH", "North branch", "455 Oak Avenue"],
  ],
  given: "Mary Joseph Louis Carmen George Rose Peter Lucy Andrew Helen Ralph Nora".split(" "),
  family: "Walker Fernandez Brooks Collins Nguyen Castro O'Neill Foster Reed Vega Ortiz".split(" "),
  companies: [
    "Golden Sheaf Bakery",
    "Bright Smiles Dental",
    "Builder's Hardware & Sons",
    "Valley View Hotel",
    "Saint Rose School",
    "Highland Freight",
  ],
  cities: ["Downtown", "Riverside", "Oakwood", "Springfield", "Lakeview"],
  domain: "example.test",
};

const PORTUGUESE: Sample = {
  units: [
    ["CASAS", "Serviços para residências"],
    ["EMPRESAS", "Serviços para empresas"],
  ],
  branches: [
    ["CENTRO", "Escritório central", "Av. Principal, 120"],
    ["NORTE", "Filial norte", "Rua das Oliveiras, 455"],
  ],
  given: "Maria José Luís Carmem Jorge Rosa Pedro Lúcia André Helena Raul Natália".split(" "),
  family: "Silva Santos Oliveira Souza Araújo Castro Gonçalves Pereira Lima Costa Rocha".split(" "),
  companies: [
    "Padaria A Espiga",
    "Clínica Odontológica Sorrisos",
    "Ferragens O Construtor e Irmãos",
    "Hotel Mirante do Vale",
    "Colégio Santa Rosa",
    "Transportes da Serra",
  ],
  cities: ["Centro", "Jardim América", "Vila Nova", "Boa Vista", "São João"],
  domain: "exemplo.test",
};

/** Invented names and places by language, for a company that wants to look around with something on its screens. */
export const SAMPLES = { es: SPANISH, en: ENGLISH, pt: PORTUGUESE } as const;
