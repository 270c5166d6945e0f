import sharp from 'sharp';
import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { defineUseCase } from '../use-case.ts';
import { type FoundUser, findUser } from './find-user.ts';

const mostBytes = 1_048_576;
const sidePixels = 384;
const mostPixels = 40_000_000;

export const photoInput = z.object({
  id: z.uuid(),
  /** null takes the photo away. */ base64: z
    .base64()
    .max(mostBytes * 1.4)
    .nullable(),
});

export const changePhoto = defineUseCase({
  permission: 'users.edit',
  noun: 'user',
  what: 'The photo was not saved.',
  input: photoInput,
  find: (context, { id }) => findUser(context, id, ['jpegPhoto']),
  act: (context, { base64 }, found) => savePhoto(context, base64, found, 'users.photo'),
});

/** Shared with Me. Whatever was sent is decoded and encoded anew: only a picture of ours reaches the directory. */
export async function savePhoto(
  context: Context,
  base64: string | null,
  { entry, realm }: FoundUser,
  action: string,
): Promise<Result<void>> {
  const scaled = base64 === null ? ok(null) : await scalePhoto(Buffer.from(base64, 'base64'));
  if (!scaled.ok) return scaled;
  const attribute = 'jpegPhoto';
  const old = entry.bytes(attribute);
  const record = {
    action,
    kind: 'user' as const,
    id: entry.id,
    dn: entry.dn,
    name: nameOf(entry),
    realm,
    before: { jpegPhoto: old.map(described) },
    after: { jpegPhoto: scaled.value ? [described(scaled.value)] : [] },
  };
  return auditedChange(context, record, () =>
    context.directory
      .as(context.actor.dn)
      .modify(entry.dn, [{ op: 'put', attribute, values: scaled.value ? [scaled.value] : [] }]),
  );
}

async function scalePhoto(bytes: Buffer): Promise<Result<Uint8Array>> {
  if (bytes.length > mostBytes)
    return failed({
      kind: 'invalid',
      why: 'The photo is larger than 1 MB.',
      todo: 'Choose a smaller one.',
      field: 'photo',
    });
  try {
    const jpeg = await sharp(bytes, { limitInputPixels: mostPixels, pages: 1 })
      .rotate()
      .resize(sidePixels, sidePixels, { fit: 'cover', position: 'attention' })
      .jpeg({ quality: 82 })
      .toBuffer();
    return ok(new Uint8Array(jpeg));
  } catch (cause) {
    return failed({
      kind: 'invalid',
      why: 'The file is not a picture that can be read.',
      todo: 'Choose a JPEG, PNG, WebP or GIF file.',
      field: 'photo',
      cause,
    });
  }
}

function described(bytes: Uint8Array): string {
  return `(picture, ${Math.ceil(bytes.length / 1024)} KB)`;
}

export const readPhoto = defineUseCase({
  permission: 'users.read',
  noun: 'photo',
  what: 'The photo could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  act: (context, _input, found) => photoOf(context, found),
});

export async function photoOf(context: Context, { entry: { dn } }: FoundUser): Promise<Result<Uint8Array>> {
  const read = await context.directory.as(context.actor.dn).read(dn, ['jpegPhoto']);
  if (!read.ok) return read;
  const photo = read.value?.bytes('jpegPhoto')[0];
  return photo ? ok(photo) : notFound('photo');
}
