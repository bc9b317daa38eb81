const text = (description) => ({ description });
const param = (name, place, schema, more = {}) => ({ name, in: place, schema, ...more });
const operation = (tag, summary, more = {}) => ({ tags: [tag], summary, responses: { 200: text("done"), 404: text("none") }, ...more });
const body = { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Loaf" } } } } };
const id = param("id", "path", { type: "integer" }, { required: true, description: "number of the loaf" });

const paths = {
  "/loaves": {
    get: operation("loaves", "All loaves", { parameters: [param("grain", "query", { type: "string", enum: ["rye", "wheat", "spelt"] }), param("limit", "query", { type: "integer" }), param("sliced", "query", { type: "boolean" })] }),
    post: operation("loaves", IS_NEW ? "Bake another loaf" : "Bake a loaf", body),
  },
  "/loaves/{id}": {
    get: operation("loaves", "One loaf", { parameters: [id] }),
    put: operation("loaves", "Change a loaf", { parameters: [id], ...body }),
    ...(IS_NEW ? {} : { delete: operation("loaves", "Throw a loaf away", { parameters: [id] }) }),
  },
  "/ovens": { get: operation("ovens", "All ovens"), ...(IS_NEW ? { post: operation("ovens", "Add an oven") } : {}) },
  ...(IS_NEW ? { "/orders": { get: operation("orders", "All orders") } } : { "/shops": { get: operation("shops", "All shops") }, "/shops/{id}": { get: operation("shops", "One shop", { parameters: [id] }) } }),
};

SwaggerUIBundle({
  dom_id: "#swagger-ui",
  spec: {
    openapi: "3.0.3",
    info: { title: "Bakery", version: IS_NEW ? "2.1" : "1.4", license: { name: "Apache 2.0", url: "https://example.org/licence" }, ...(IS_NEW ? {} : { contact: { email: "baker@example.org" } }) },
    servers: [{ url: "https://one.example.org" }, { url: "https://two.example.org" }],
    paths,
    components: {
      schemas: { Loaf: { type: "object", properties: { grain: { type: "string" }, grams: { type: "integer" } } }, Oven: { type: "object", properties: { heat: { type: "integer" } } } },
      securitySchemes: { key: { type: "apiKey", name: "key", in: "header" }, ...(IS_NEW ? {} : { login: { type: "http", scheme: "basic" } }) },
    },
    security: [{ key: [] }],
  },
  deepLinking: true,
  filter: !IS_NEW,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
});
