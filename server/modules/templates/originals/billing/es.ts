import type { BillingWords } from "./words";

/** What customers are told about their bills, in Spanish. */
export const billingEs: BillingWords = {
  "billing.invoiceIssued": {
    email: {
      subject: "Tu factura {{number}} de {{companyName}}: {{total}}",
      body: `# Ya está tu factura

Tu factura **{{number}}** es de **{{total}}** y vence el **{{dueOn}}**.

[Ver y descargar la factura]({{url}})

En tu portal tienes el PDF y el detalle de cada cobro. Si ya pagaste, no tienes que hacer nada más.`,
    },
    whatsapp: {
      body: "Hola {{name}}, ya está tu factura {{number}} de {{companyName}}: {{total}}, vence el {{dueOn}}.",
      button: "Ver factura",
    },
  },
  "billing.reminderBefore": {
    email: {
      subject: "Tu factura de {{companyName}} vence el {{dueOn}}",
      body: `# Tu factura vence pronto

Te recordamos que la factura **{{number}}** por **{{amount}}** vence el **{{dueOn}}**.

[Ver la factura]({{url}})

Si ya pagaste, gracias: puedes ignorar este mensaje.`,
    },
    whatsapp: {
      body: "Hola {{name}}, tu factura {{number}} de {{companyName}} por {{amount}} vence el {{dueOn}}. Si ya pagaste, ignora este mensaje.",
      button: "Ver factura",
    },
  },
  "billing.dueToday": {
    email: {
      subject: "Hoy vence tu factura de {{companyName}}",
      body: `# Hoy vence tu factura

La factura **{{number}}** por **{{amount}}** vence hoy. Paga a tiempo y sigue conectado sin recargos.

[Ver la factura]({{url}})

Si ya pagaste, gracias: puedes ignorar este mensaje.`,
    },
    whatsapp: {
      body: "Hola {{name}}, hoy vence tu factura {{number}} de {{companyName}} por {{amount}}. Si ya pagaste, ignora este mensaje.",
      button: "Ver factura",
    },
  },
  "billing.overdueReminder": {
    email: {
      subject: "Tienes una factura vencida en {{companyName}}",
      body: `# Tienes una factura vencida

La factura **{{number}}** por **{{amount}}** venció el **{{dueOn}}**.

[Ver lo que debes]({{url}})

Si no puedes pagar ahora, escríbenos: buscamos una salida juntos. Si ya pagaste, ignora este mensaje.`,
    },
    whatsapp: {
      body: "Hola {{name}}, tu factura {{number}} de {{companyName}} por {{amount}} venció el {{dueOn}}. Si no puedes pagar ahora, escríbenos. Si ya pagaste, ignora este mensaje.",
      button: "Ver lo que debo",
    },
  },
  "billing.cutNotice": {
    email: {
      subject: "{{service}}: se suspende el {{cutOn}} si no pagas",
      body: `# Tu servicio está por suspenderse

Debes **{{amount}}**. Si no recibimos tu pago, el **{{cutOn}}** suspenderemos **{{service}}**.

[Ver y pagar]({{url}})

¿Necesitas unos días? Escríbenos antes de esa fecha y acordamos un compromiso de pago.`,
    },
    whatsapp: {
      body: "Hola {{name}}, debes {{amount}} a {{companyName}}. Si no recibimos tu pago, el {{cutOn}} suspenderemos {{service}}. ¿Necesitas unos días? Escríbenos.",
      button: "Ver lo que debo",
    },
  },
  "billing.serviceSuspended": {
    email: {
      subject: "{{service}} está suspendido",
      body: `# Suspendimos tu servicio

**{{service}}** está suspendido porque debes **{{amount}}**. En cuanto recibamos tu pago, lo reconectamos.

[Ver lo que debes]({{url}})

Si ya pagaste, respóndenos con tu comprobante.`,
    },
    whatsapp: {
      body: "Hola {{name}}, {{service}} está suspendido: debes {{amount}} a {{companyName}}. En cuanto recibamos tu pago, lo reconectamos.",
      button: "Ver lo que debo",
    },
  },
  "billing.serviceReconnected": {
    email: {
      subject: "{{service}} está activo otra vez",
      body: `# Ya estás conectado

**{{service}}** está activo otra vez. Si algo no funciona, reinicia tu equipo y, si sigue igual, escríbenos.

Gracias por seguir con {{companyName}}.`,
    },
    whatsapp: {
      body: "Hola {{name}}, {{service}} está activo otra vez. Gracias por seguir con {{companyName}}.",
    },
  },
  "billing.paymentReceived": {
    email: {
      subject: "Recibimos tu pago de {{amount}}",
      body: `# ¡Gracias por tu pago!

Recibimos **{{amount}}**. Tu recibo es el **{{receipt}}**.

[Ver mi cuenta]({{url}})`,
    },
    whatsapp: {
      body: "Hola {{name}}, recibimos tu pago de {{amount}}. Tu recibo es el {{receipt}}. Gracias, {{companyName}}.",
      button: "Ver mi cuenta",
    },
  },
  "billing.proofRejected": {
    email: {
      subject: "No pudimos confirmar tu pago de {{amount}}",
      body: `# No pudimos confirmar tu pago

Revisamos el comprobante de **{{amount}}** que nos enviaste y no lo pudimos aceptar.

Motivo: {{reason}}

[Ver mis comprobantes]({{url}})`,
    },
    whatsapp: {
      body: "Hola {{name}}, revisamos tu comprobante de {{amount}} y no lo pudimos aceptar: {{reason}}. Puedes enviar otro desde tu cuenta de {{companyName}}.",
      button: "Ver mis comprobantes",
    },
  },
  "billing.autopayRetry": {
    email: {
      subject: "No pudimos cobrar {{amount}} a tu {{card}}",
      body: `# No pudimos hacer tu pago automático

Tu banco no aceptó hoy el cobro de **{{amount}}** a tu **{{card}}**. Lo intentaremos otra vez el **{{retryOn}}**.

Si prefieres, puedes pagar ahora de otra forma.

[Pagar ahora]({{url}})`,
    },
    whatsapp: {
      body: "Hola {{name}}, tu banco no aceptó hoy el cobro de {{amount}} a tu {{card}}. Lo intentaremos otra vez el {{retryOn}}. Si prefieres, puedes pagar ahora de otra forma.",
      button: "Pagar ahora",
    },
  },
  "billing.autopayStopped": {
    email: {
      subject: "Tu pago automático de {{amount}} no se hizo",
      body: `# Tu pago automático no se hizo

No se cobró **{{amount}}** a tu **{{card}}** y no lo intentaremos otra vez. Para seguir al día, paga de otra forma o guarda otra tarjeta.

[Pagar ahora]({{url}})`,
    },
    whatsapp: {
      body: "Hola {{name}}, no se cobró {{amount}} a tu {{card}} y no lo intentaremos otra vez. Para seguir al día con {{companyName}}, paga de otra forma o guarda otra tarjeta.",
      button: "Pagar ahora",
    },
  },
  "billing.cardExpiring": {
    email: {
      subject: "Tu {{card}} vence el {{expiresOn}}",
      body: `# Tu tarjeta está por vencer

Tu **{{card}}**, con la que pagas automáticamente a {{companyName}}, vence el **{{expiresOn}}**. Guarda otra tarjeta antes de ese día para que tus pagos sigan sin interrupciones.

[Ver mis tarjetas]({{url}})`,
    },
    whatsapp: {
      body: "Hola {{name}}, tu {{card}}, con la que pagas automáticamente a {{companyName}}, vence el {{expiresOn}}. Guarda otra antes de ese día para que tus pagos sigan sin interrupciones.",
      button: "Ver mis tarjetas",
    },
  },
  "billing.promiseGranted": {
    email: {
      subject: "Tu compromiso de pago: {{amount}} hasta el {{dueOn}}",
      body: `# Acordamos tu compromiso de pago

Quedamos en que pagas **{{amount}}** hasta el **{{dueOn}}**. Mientras tanto tu servicio sigue activo.

Si esa fecha se complica, avísanos antes.`,
    },
    whatsapp: {
      body: "Hola {{name}}, anotamos tu compromiso con {{companyName}}: {{amount}} hasta el {{dueOn}}. Mientras tanto tu servicio sigue activo.",
    },
  },
  "billing.promiseBroken": {
    email: {
      subject: "No recibimos el pago que acordamos",
      body: `# No recibimos tu pago

Esperábamos **{{amount}}** y la fecha que acordamos ya pasó. Por eso tu servicio puede suspenderse de nuevo.

Si ya pagaste, respóndenos con tu comprobante.`,
    },
    whatsapp: {
      body: "Hola {{name}}, la fecha de tu compromiso con {{companyName}} pasó y no recibimos {{amount}}. Tu servicio puede suspenderse de nuevo. Si ya pagaste, envíanos tu comprobante.",
    },
  },
};
