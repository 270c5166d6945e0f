import { personAttribute } from '#lib/domain/person-attribute.ts';
import { easyAttributes } from '#lib/services/groups/easy-filter.ts';

/** For the builder's list; made on the server, given to the browser as data. */
export const easyAttributeOptions = easyAttributes.map((name) => ({
  name,
  label: personAttribute(name)?.label ?? name,
}));
