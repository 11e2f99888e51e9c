import { isFunction, isObject, own, type Raw, type RawObject } from '../../nag/engine/cloudformation/json';

/** A value that is left out: not there, empty, or `AWS::NoValue`. */
export function isAbsent(raw: Raw): boolean {
  return raw === undefined || raw === null || raw === '' || own(raw, 'Ref') === 'AWS::NoValue';
}

/** The items of a list; none where there is no list, undefined where only the deployment knows them. */
export function itemsIn(raw: Raw): readonly Raw[] | undefined {
  if (isAbsent(raw)) return [];
  if (!Array.isArray(raw)) return isStruct(raw) ? [raw] : undefined;
  return raw.filter((item) => !isAbsent(item));
}

/** An object that is written out. */
export function isStruct(raw: Raw): raw is RawObject {
  return isObject(raw) && !Object.keys(raw).some(isFunction);
}

/** The texts of a list, which may be references; undefined where one is no text. */
export function textsIn(raw: Raw): readonly Raw[] | undefined {
  const items = isAbsent(raw) || Array.isArray(raw) ? itemsIn(raw) : typeof raw === 'object' ? undefined : [raw];
  return items?.every((item) => typeof item === 'string' || (isObject(item) && !isStruct(item))) ? items : undefined;
}

/** One text that is written out. */
export function onlyText(raw: Raw): string | undefined {
  const texts = textsIn(raw);
  return texts?.length === 1 && typeof texts[0] === 'string' ? texts[0] : undefined;
}
