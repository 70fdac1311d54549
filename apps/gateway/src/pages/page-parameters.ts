import { Param, type PipeTransform } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { notFound } from '../problems/problem.js';

/** How a page is to be drawn. */
export class PageImageQuery {
  /** Pixels; images are never enlarged. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(16)
  @Max(5000)
  width: number = 1200;
}

/** A page from the path, from 1. What is no such number is no page. */
class PageNumberPipe implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    // The pipe of all parameters has made a number of it, or NaN.
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1) throw notFound(`page ${number}: pages are numbered from 1`);
    return number;
  }
}

export const PageNumber = (name: string): ParameterDecorator => Param(name, new PageNumberPipe());
