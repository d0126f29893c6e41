import { z } from 'zod';
import { collectBody, collected } from './collect.ts';
import { problemSchema } from './problems.ts';
import type { Resource } from './resource.ts';

type Schema = Record<string, unknown>;

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema, ...schema } = z.toJSONSchema(type, { io, target: 'draft-2020-12' });
  return schema;
};
const json = (schema: Schema) => ({ 'application/json': { schema } });
const answerOf = (description: string, content: object) => ({ description, content });

const problems = {
  default: answerOf('What is wrong.', {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  }),
};

function parametersOf({ query }: Resource): object[] {
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, Schema> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: false, description, schema },
  }));
}

function contentOf(resource: Resource): object {
  if ('answer' in resource) return json(schemaOf(resource.answer, 'output'));
  return Object.fromEntries(resource.files.map((mime) => [mime, {}]));
}

const pathOf = (resource: Resource): [string, object] => [
  resource.path,
  {
    get: {
      operationId: resource.operation,
      summary: resource.does,
      parameters: parametersOf(resource),
      responses: { 200: answerOf('What was asked for.', contentOf(resource)), ...problems },
    },
  },
];

const collecting = {
  post: {
    operationId: 'collectToken',
    summary: 'Gives the token for a code of /order token, once and within ten minutes.',
    security: [],
    requestBody: { required: true, content: json(schemaOf(collectBody, 'input')) },
    responses: { 200: answerOf('The token.', json(schemaOf(collected, 'output'))), ...problems },
  },
};

/** The description of the API (OpenAPI 3.1), made of what it really takes and gives. */
export const openApi = (resources: readonly Resource[], publicUrl: string): object => ({
  openapi: '3.1.1',
  info: { title: 'OrderDesk', version: '1', description: 'Amounts are integer minor units, dates YYYY-MM-DD.' },
  servers: [{ url: `${publicUrl}/api/v1` }],
  security: [{ bearer: [] }],
  paths: { '/token': collecting, ...Object.fromEntries(resources.map(pathOf)) },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A token of a member: /order token.' } },
    schemas: { Problem: schemaOf(problemSchema, 'output') },
  },
});
