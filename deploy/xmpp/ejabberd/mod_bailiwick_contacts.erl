%% Somebody has another JID from now on: in rosters and in rooms.
-module(mod_bailiwick_contacts).

-export([commands/0, run/3]).

-include_lib("p1_xmpp/include/jid.hrl").

commands() ->
    Two = [{<<"old">>, jid, required, <<"Old JID">>}, {<<"new">>, jid, required, <<"New JID">>}],
    [{<<"roster">>, <<"Roster of an account">>,
      [{<<"account">>, bare, required, <<"Account">>}, {<<"limit">>, limit, optional, <<"Rows at most">>}]},
     {<<"replace-contact">>, <<"Replace a contact in rosters">>, [{<<"accounts">>, bares, required, <<"Whose rosters">>} | Two]},
     {<<"replace-affiliate">>, <<"Replace somebody in all rooms">>, Two}].

run(<<"roster">>, #{<<"account">> := #jid{luser = User, lserver = Server}} = Values, _Context) ->
    needs_roster(Server),
    mod_bailiwick_form:cut(Values,
        [{<<"jid">>, 'jid-single'}, {<<"name">>, 'text-single'}, {<<"subscription">>, 'text-single'}, {<<"ask">>, 'text-single'},
         {<<"groups">>, 'text-multi'}], mod_bailiwick_roster:rows(User, Server));
run(<<"replace-contact">>, #{<<"accounts">> := Accounts, <<"old">> := Old, <<"new">> := New}, _Context) ->
    differ(Old, New),
    [needs_roster(Server) || #jid{lserver = Server} <- Accounts],
    {table, [{<<"jid">>, 'jid-single'}, {<<"changed">>, boolean}, {<<"why">>, 'text-single'}],
     [replaced(Account, Old, New) || Account <- Accounts], []};
run(<<"replace-affiliate">>, #{<<"old">> := Old, <<"new">> := New}, _Context) ->
    differ(Old, New),
    {table, [{<<"room">>, 'jid-single'}, {<<"affiliation">>, 'text-single'}, {<<"changed">>, boolean}, {<<"why">>, 'text-single'}],
     mod_bailiwick_rooms:replace(Old, New), []}.

%% One roster that can't be written doesn't keep the others from it.
replaced(Account, Old, New) ->
    {Changed, Why} = try mod_bailiwick_roster:replace(Account, Old, New)
                     catch _:_ -> {false, <<"the roster could not be written">>}
                     end,
    [{<<"jid">>, jid:encode(Account)}, {<<"changed">>, Changed}, {<<"why">>, Why}].

needs_roster(Server) ->
    gen_mod:is_loaded(Server, mod_roster) orelse
        mod_bailiwick_form:refuse(not_implemented, [<<"mod_roster is not loaded for ">>, Server]).

differ(Same, Same) -> mod_bailiwick_form:refuse(bad_request, <<"old and new are the same">>);
differ(_Old, _New) -> ok.
