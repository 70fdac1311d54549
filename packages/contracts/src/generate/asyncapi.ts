import { cloudEventFields } from '../cloud-event.js';
import { consumerOf, type EventContract, isPublicEventType } from '../events/registry.js';
import { eventSchemas, type JsonSchema } from './json-schemas.js';

/**
 * The AsyncAPI 3 document of all streams. AsyncAPI's Redis binding knows no streams, so ours is described by `x-redis-stream`: key, group, and the rule
 * that work streams are never trimmed by length.
 */
export function asyncApi(): JsonSchema {
  const schemas = [...eventSchemas()];
  const each = <T>(make: (contract: EventContract, schema: JsonSchema) => T) =>
    Object.fromEntries(schemas.map(([contract, schema]) => [contract.type, make(contract, schema)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tributary events',
      version: '1.0.0',
      description: 'One Redis stream per event type, one consumer group per service. Entries are CloudEvents 1.0 in binary mode.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: each((contract) => ({
      address: isPublicEventType(contract.type) ? `tributary:events:${contract.type}` : `{tributary:p<k>}:events:${contract.type}`,
      messages: { [contract.type]: { $ref: `#/components/messages/${contract.type}` } },
      'x-redis-stream': {
        group: consumerOf(contract.type) ?? null,
        maxLength: contract.type === 'document.status.changed' ? 'capped' : 'forbidden',
      },
    })),
    operations: each((contract) => ({
      action: isPublicEventType(contract.type) ? 'receive' : 'send',
      channel: { $ref: `#/channels/${contract.type}` },
      messages: [{ $ref: `#/channels/${contract.type}/messages/${contract.type}` }],
    })),
    components: {
      messages: each((contract) => ({
        name: contract.type,
        headers: { $ref: '#/components/schemas/CloudEventFields' },
        payload: { $ref: `#/components/schemas/${contract.type}` },
      })),
      schemas: {
        CloudEventFields: headerSchema(),
        ...Object.fromEntries(schemas.map(([contract, schema]) => [contract.type, inDocument(contract, schema)])),
      },
    },
  };
}

/** A schema with its definitions found where it stands in the document. */
function inDocument(contract: EventContract, schema: JsonSchema): unknown {
  const { $schema: _draft, $id: _id, ...rest } = schema;
  return JSON.parse(JSON.stringify(rest).replaceAll('#/$defs/', `#/components/schemas/${contract.type}/$defs/`));
}

function headerSchema(): JsonSchema {
  const required = [cloudEventFields.specversion, cloudEventFields.id, cloudEventFields.type, cloudEventFields.source];
  const { data: _data, ...headers } = cloudEventFields;
  return { type: 'object', required, properties: Object.fromEntries(Object.values(headers).map((name) => [name, { type: 'string' }])) };
}
