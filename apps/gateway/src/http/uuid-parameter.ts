import { Param, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from '../problems/problem.js';

/** An id from the path. What is no UUID is the id of nothing. */
class UuidPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw notFound(`${value.slice(0, 50)}: ids are UUIDs`);
    return value.toLowerCase();
  }
}

export const UuidParameter = (name: string): ParameterDecorator => Param(name, new UuidPipe());
