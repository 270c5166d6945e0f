import type { UseCase } from '../services/use-case.ts';
import { statusOf } from './answer.ts';
import { ask } from './ask.ts';

/** A photo from the directory, served so that it can be nothing but a picture, whatever its bytes are. */
export async function photoAnswer(useCase: UseCase<Uint8Array>, input: unknown): Promise<Response> {
  const result = await ask(useCase, () => input);
  if (!result.ok) return new Response(null, { status: statusOf[result.failure.kind] });
  return new Response(result.value as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'image/jpeg',
      'content-disposition': 'inline; filename="photo.jpg"',
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}
