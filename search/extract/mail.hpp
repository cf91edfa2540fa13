// E-mails as files (.eml): subject, people, date and what can be read; of attached files their names.
#pragma once
#include <string>
#include <string_view>

namespace extract {

// Its head names a sender and one thing more that only mails have.
bool is_mail(std::string_view bytes);
std::string mail_text(std::string_view bytes);  // Unreadable

}  // namespace extract
