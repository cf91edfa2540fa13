#include <auth/directory/post.hpp>
#include <auth/leaving.hpp>
#include <auth/notices.hpp>
#include <auth/principal.hpp>
#include <auth/sessions.hpp>

namespace auth {
namespace {

struct Deputy {
  Id<Person> person;
  std::string post;
  Id<Unit> unit;
};
BOOST_DESCRIBE_STRUCT(Deputy, (), (person, post, unit))

std::vector<Deputy> deputies_of(ReadTx& tx, Id<Person> holder) {
  return tx.all<Deputy>(R"(
      SELECT d.person_id AS person, n.name AS post, po.unit_id AS unit
        FROM post_holder h
        JOIN post_holder d ON d.post_id = h.post_id AND d.role = 'deputy'
        JOIN post po ON po.id = h.post_id
        JOIN named_principal n ON n.principal_id = h.post_id
        JOIN person p ON p.id = d.person_id AND p.active = 1
       WHERE h.person_id = $1 AND h.role = 'holder'
         AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to >= $2)
         AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to >= $2)
       ORDER BY d.person_id, h.post_id)",
                        holder, today(tx));
}

}  // namespace

void person_left(WriteTx& tx, Id<Person> person, std::optional<Id<Person>> by) {
  end_sessions(tx, person, {});
  tx.run("DELETE FROM token WHERE person_id = $1", person);
  tx.run("DELETE FROM notice WHERE person_id = $1", person);
  auto name = tx.one<std::string>("SELECT display_name FROM person WHERE id = $1", person);
  for (auto& deputy : deputies_of(tx, person))
    tell(tx, deputy.person, {NoticeKind::holder_left, by, deputy.post, name, "/units/" + deputy.unit.str()});
  tx.enqueue(person_left_job, person.value);
}

}  // namespace auth
