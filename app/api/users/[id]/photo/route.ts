import { readPhoto } from '#lib/services/users/photo.ts';
import { photoAnswer } from '#lib/web/photo-route.ts';

export const dynamic = 'force-dynamic';

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return photoAnswer(readPhoto, await params);
}
