import { Contact, Globe, type LucideIcon, ScrollText, ShieldCheck, UserRound, UsersRound } from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  users: UsersRound,
  groups: Contact,
  roles: ShieldCheck,
  realms: Globe,
  audit: ScrollText,
  me: UserRound,
};

export function NavIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Globe;
  return <Icon aria-hidden />;
}
