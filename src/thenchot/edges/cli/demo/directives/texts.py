"""Invented texts: what the demonstration's documents are about, what their clauses ask for, what meetings decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whom = Literal["everybody", "heads", "depots", "works", "root"]


@dataclass(frozen=True, slots=True)
class Asks:
    """A clause: its mark, what it asks for, whom, within how many days of the programme, how much it weighs."""

    code: str
    text: str
    task: str
    whom: Whom
    days: int
    weight: int = 1
    indicator: str = ""
    indicator_slice: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: abbreviation of its kind, who issued it, how many days ago, what it is about, and its clauses."""

    name: str
    kind: str
    issuer: str
    ago: int
    abstract: str
    asks: tuple[Asks, ...] = ()
    implements: str = ""
    replaces: str = ""


DEPOTS = Paper(
    "depots",
    "NQ",
    "ĐU",
    410,
    "Lãnh đạo nâng cao chất lượng kho, bảo đảm kho đạt tiêu chuẩn kỹ thuật",
    (
        Asks(
            "I.1",
            "Hết năm, ít nhất 80 % kho chiến lược đạt tiêu chuẩn kỹ thuật.",
            "Đưa kho chiến lược đạt tiêu chuẩn kỹ thuật",
            "root",
            500,
            3,
            "depots_at_standard",
            "strategic",
        ),
        Asks(
            "I.2",
            "Từng kho tự kiểm tra theo tiêu chuẩn, lập danh mục điểm chưa đạt và thời hạn khắc phục.",
            "Tự kiểm tra kho theo tiêu chuẩn, lập danh mục khắc phục",
            "depots",
            120,
            2,
        ),
        Asks(
            "I.3", "Khắc phục dứt điểm hệ thống nước chữa cháy.", "Khắc phục hệ thống nước chữa cháy", "depots", 300, 3
        ),
        Asks(
            "II.1", "Rà soát phương án bảo vệ, phòng chống cháy nổ.", "Rà soát phương án bảo vệ, cháy nổ", "heads", 90
        ),
        Asks("II.2", "Bồi dưỡng thủ kho theo chương trình thống nhất.", "Bồi dưỡng thủ kho", "heads", 200),
        Asks("III", "Sơ kết việc thực hiện, báo cáo Đảng ủy.", "Sơ kết một năm thực hiện nghị quyết", "heads", 380),
    ),
    implements="above",
)
YEAR = Paper(
    "year",
    "NQ",
    "ĐU",
    290,
    "Lãnh đạo thực hiện nhiệm vụ công tác kỹ thuật trong năm",
    (
        Asks("1", "Giữ vững hệ số kỹ thuật của trang bị.", "Giữ vững hệ số kỹ thuật", "everybody", 270, 3),
        Asks(
            "2",
            "Phân cấp chất lượng toàn bộ trang bị, không để quá hạn phân cấp.",
            "Phân cấp chất lượng trang bị đến hạn",
            "everybody",
            180,
            2,
        ),
        Asks("3", "Làm chủ quy trình sửa chữa trang bị mới.", "Huấn luyện sửa chữa trang bị mới", "works", 220, 2),
        Asks("4", "Thực hiện ngày kỹ thuật có nền nếp.", "Kiểm tra nền nếp ngày kỹ thuật", "heads", 330),
        Asks("5", "Tiết kiệm, đề xuất sáng kiến cải tiến.", "Báo cáo kết quả sáng kiến, tiết kiệm", "heads", 310),
    ),
    replaces="last_year",
)
BOOKS = Paper(
    "books",
    "KH",
    "CKTVH",
    150,
    "Rà soát sổ sách đăng ký và số hiệu trang bị kỹ thuật",
    (
        Asks(
            "1", "Đối chiếu số hiệu trên máy với sổ đăng ký.", "Đối chiếu số hiệu trang bị với sổ", "everybody", 75, 2
        ),
        Asks("2", "Bổ sung chi tiết thiếu vào danh mục bộ đồng bộ.", "Bổ sung danh mục bộ đồng bộ", "depots", 130),
        Asks("3", "Báo cáo kết quả về Cục.", "Báo cáo kết quả rà soát sổ sách", "heads", 145),
    ),
)
ABOVE = Paper(
    "above",
    "NQ",
    "ĐUBKT",
    470,
    "Nâng cao chất lượng công tác kỹ thuật trong tình hình mới",
    (
        Asks("1", "Quán triệt, xây dựng chương trình hành động.", "", "root", 0),
        Asks("2", "Kiện toàn tổ chức ngành kỹ thuật các cấp.", "", "root", 0),
    ),
)
FRESH = Paper(
    "fresh",
    "CT",
    "ĐUBKT",
    24,
    "Tăng cường bảo đảm an toàn kho trong mùa mưa bão",
    (
        Asks("1", "Kiểm tra mái, rãnh thoát nước, thu lôi của từng nhà kho.", "", "root", 0),
        Asks("2", "Lập phương án di chuyển hàng khi ngập.", "", "root", 0),
        Asks("3", "Báo cáo kết quả trước mùa mưa.", "", "root", 0),
    ),
)
LAST_YEAR = Paper(
    "last_year",
    "NQ",
    "ĐU",
    655,
    "Lãnh đạo thực hiện nhiệm vụ công tác kỹ thuật năm trước",
    (Asks("1", "Như trên.", "", "root", 0),),
)
DIRECTIVES = (LAST_YEAR, ABOVE, DEPOTS, YEAR, BOOKS, FRESH)
TASKED = (DEPOTS, YEAR, BOOKS)

# Everyday papers: issuer, kind, abstract. The first is of the Party's system, those of CKTVH and BKT of the State's.
EVERYDAY: tuple[tuple[str, str, str], ...] = (
    ("ĐU", "BC", "Kết quả lãnh đạo công tác kỹ thuật trong tháng"),
    ("ĐU", "TB", "Kết luận của Ban Thường vụ về kiểm tra kho"),
    ("ĐU", "KL", "Kiểm điểm việc thực hiện nghị quyết chuyên đề"),
    ("ĐUBKT", "HD", "Hướng dẫn sinh hoạt chi bộ về công tác kỹ thuật"),
    ("CKTVH", "KH", "Kế hoạch bảo dưỡng, sửa chữa trang bị trong quý"),
    ("CKTVH", "BC", "Tình hình bảo đảm kỹ thuật trong tháng"),
    ("CKTVH", "TB", "Lịch kiểm tra ngày kỹ thuật"),
    ("CKTVH", "QĐ", "Cấp phát vật tư sửa chữa bổ sung"),
    ("BKT", "CV", "Đề nghị báo cáo số liệu trang bị"),
    ("BKT", "HD", "Hướng dẫn phân cấp chất lượng trang bị"),
    ("BKT", "KH", "Kế hoạch hội thao kho"),
)
# Of classified papers the register keeps what describes them, and of top secret ones no abstract.
CLASSIFIED: tuple[tuple[str, str, str, int], ...] = (
    ("BKT", "KH", "Kế hoạch bảo đảm kỹ thuật (nội dung không ghi)", 2),
    ("BKT", "CT", "", 3),
    ("CKTVH", "BC", "Báo cáo thực lực kho (nội dung không ghi)", 1),
)
RECURRING = ("Ngày kỹ thuật", "Giao ban kỹ thuật tháng")
EVIDENCE = ("Biên bản nghiệm thu", "Báo cáo kết quả", "Biên bản kiểm tra")
EXTENDED = ("Chờ vật tư về kho", "Trùng đợt diễn tập", "Nhà thầu chậm tiến độ")
SENT_BACK = ("Thiếu chữ ký của thủ kho", "Số liệu chưa khớp với sổ đăng ký")
REFUSED = ("Đơn vị không có trang bị thuộc diện này",)
RECALLED = ("Đã gộp vào nhiệm vụ khác",)
PARTS = ("Khảo sát, lập dự toán", "Tổ chức thực hiện", "Nghiệm thu, hoàn thiện hồ sơ")
AWAY = ("Đi công tác", "Nghỉ phép", "Đi học tập trung")
AGENDA = (
    "Kiểm điểm việc thực hiện nghị quyết tháng trước",
    "Tình hình kho và trang bị kỹ thuật",
    "Nhiệm vụ trọng tâm tháng tới",
)
DECISIONS = (
    "Sửa mái và hệ thống thoát nước nhà kho số 2",
    "Tổ chức tổng kiểm tra ngày kỹ thuật",
    "Hoàn thành đối chiếu sổ sách trong quý",
    "Cử cán bộ bồi dưỡng thủ kho",
    "Mua bổ sung dụng cụ đo kiểm",
    "Lập phương án chữa cháy có nước của kho bạn",
)
VOID = "Ghi nhầm dòng của văn bản khác"
