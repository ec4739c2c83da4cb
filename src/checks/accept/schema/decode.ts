import { isQuantity } from '../../../facts/quantity';
import type { BuiltInSchemas, Schema } from '../../../facts/schemas';
import type { FieldPath } from '../../field-path';
import { shownValue } from '../field-error';
import { isBase64, isDateTime } from './formats';
import { unknownField } from './problem';
import type { Sink } from './problem';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

/** What Go's decoder says of a value that is to become a built-in type: unknown fields and wrong types. What is missing is no error to it. */
export function decode(value: unknown, definition: string, schemas: BuiltInSchemas, path: FieldPath, sink: Sink): void {
  const schema = schemas.definitions[definition];
  if (schema) new Decoder(schemas.definitions, sink, [...path]).read(value, schema);
}

class Decoder {
  public constructor(
    private readonly definitions: Readonly<Record<string, Schema>>,
    private readonly sink: Sink,
    /** Where the walk stands: one list for all of it, of which each problem gets a copy. */
    private readonly path: (string | number)[],
  ) {}

  public read(value: unknown, schema: Schema): void {
    // To Go null is the same as no value, in lists and maps too.
    if (value === null || value === undefined) return;
    if (typeof schema.$ref === 'string') {
      const target = this.definitions[schema.$ref];
      if (target) this.read(value, target);
    } else if (schema['x-kubernetes-int-or-string'] === true) {
      if (typeof value === 'number') this.readInteger(value, 'int32');
      else if (typeof value !== 'string') this.refuse(value, 'intstr.IntOrString');
    } else {
      this.readType(value, schema);
    }
  }

  private readType(value: unknown, schema: Schema): void {
    switch (schema.type) {
      case 'string':
        this.readString(value, schema);
        break;
      case 'integer':
        this.readInteger(value, schema.format === 'int64' ? 'int64' : 'int32');
        break;
      case 'number':
        if (typeof value !== 'number') this.refuse(value, 'float64');
        break;
      case 'boolean':
        if (typeof value !== 'boolean') this.refuse(value, 'bool');
        break;
      case 'array':
        if (!Array.isArray(value)) this.refuse(value, `[]${this.goType(schema.items)}`);
        else if (schema.items) for (let i = 0; i < value.length; i += 1) this.readAt(i, value[i], schema.items);
        break;
      case 'object':
        this.readObject(value, schema);
        break;
      default:
    }
  }

  private readString(value: unknown, { format }: Schema): void {
    if (format === 'quantity') {
      if (!isQuantity(typeof value === 'string' ? value.trim() : value)) {
        const syntax = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        this.report(`${syntax}: ${shownValue(value)}`);
      }
    } else if (format === 'byte' && Array.isArray(value)) {
      value.forEach((item, index) => {
        if (item !== null && !isByte(item)) this.refuse(item, 'uint8', index);
      });
    } else if (typeof value !== 'string') {
      this.refuse(value, format === 'byte' ? '[]uint8' : format === undefined ? 'string' : 'v1.Time');
    } else if (format === 'byte' && !isBase64(value)) {
      this.report('illegal base64 data', 'encode the value as base64; plain text of a Secret belongs to stringData');
    } else if (format === 'date-time' && !isDateTime(value)) {
      this.report(`${JSON.stringify(value)} is no time as RFC 3339 has it`);
    } else if (format === 'micro-time' && !isDateTime(value, 6)) {
      this.report(`${JSON.stringify(value)} is no time as RFC 3339 has it, with six digits behind the second`);
    }
  }

  private readInteger(value: unknown, type: 'int32' | 'int64'): void {
    const limit = type === 'int32' ? INT32 : INT64;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;
    if (!fits) this.refuse(value, type);
  }

  private readObject(value: unknown, schema: Schema): void {
    const { properties, additionalProperties } = schema;
    // Without either, it is a place for anything (RawExtension, FieldsV1).
    if (!properties && typeof additionalProperties !== 'object') return;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse(value, this.goType(schema));
      return;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const item = fields[name];
      const field = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (field) this.readAt(name, item, field);
      else if (typeof additionalProperties === 'object') this.readAt(name, item, additionalProperties);
      else if (properties && item !== undefined) this.sink(unknownField([...this.path, name], Object.keys(properties)));
    }
  }

  private readAt(key: string | number, value: unknown, schema: Schema): void {
    this.path.push(key);
    this.read(value, schema);
    this.path.pop();
  }

  private report(message: string, fix?: string): void {
    this.sink({ topic: 'type', path: [...this.path], message, ...(fix !== undefined && { fix }) });
  }

  /** @param below where in the list the value stands, if it is in one */
  private refuse(value: unknown, type: string, ...below: readonly number[]): void {
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    const shown = typeof value === 'number' && !type.startsWith('[]') && type !== 'string' ? `number ${value}` : kind;
    const fix = type === 'string' && kind !== 'object' && kind !== 'array' ? 'quote the value' : undefined;
    const message = `cannot unmarshal ${shown} into a field of type ${type}`;
    this.sink({ topic: 'type', path: [...this.path, ...below], message, ...(fix !== undefined && { fix }) });
  }

  /** The type as Go names it, for messages alone. */
  private goType(schema: Schema | undefined): string {
    if (typeof schema?.$ref === 'string') return schema.$ref.split('.').slice(-2).join('.');
    if (typeof schema?.additionalProperties === 'object')
      return `map[string]${this.goType(schema.additionalProperties)}`;
    return schema?.type === 'object' ? 'struct' : (schema?.type ?? 'any');
  }
}

function isByte(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
}
