import { z } from 'zod';
import { Entry } from '../../domain/entry.ts';
import { defineUseCase } from '../use-case.ts';
import { findUser } from '../users/find-user.ts';
import { photoInput, photoOf, savePhoto } from '../users/photo.ts';
import { oneself } from './oneself.ts';

export const changeMyPhoto = defineUseCase({
  permission: 'me.edit',
  noun: 'profile',
  what: 'The photo was not saved.',
  input: photoInput.omit({ id: true }),
  find: (context) => findUser(context, context.actor.id, ['jpegPhoto']),
  act: (context, { base64 }, found) => savePhoto(context, base64, found, 'me.photo'),
});

export const readMyPhoto = defineUseCase({
  permission: 'me.read',
  noun: 'photo',
  what: 'The photo could not be read.',
  input: z.object({}),
  find: oneself,
  act: (context, _input, { resource }) =>
    photoOf(context, { resource, realm: resource.realm, entry: new Entry(context.actor.dn, []) }),
});
